package playhouse.batch.lineage;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.iceberg.events.CreateSnapshotEvent;
import org.apache.iceberg.events.Listener;
import org.apache.iceberg.events.Listeners;

/** The tables that this process has committed to since somebody last asked, as Iceberg tells it. */
public final class NewSnapshots implements Listener<CreateSnapshotEvent> {
  private final String catalog;
  private final NavigableMap<String, Long> newest = new TreeMap<>();

  private NewSnapshots(String catalog) {
    this.catalog = catalog + ".";
  }

  /** Listens from now on; Iceberg knows no way to stop listening. */
  public static NewSnapshots of(String catalog) {
    NewSnapshots snapshots = new NewSnapshots(catalog);
    Listeners.register(snapshots, CreateSnapshotEvent.class);
    return snapshots;
  }

  @Override
  public synchronized void notify(CreateSnapshotEvent commit) {
    if (commit.tableName().startsWith(catalog)) {
      newest.put(commit.tableName().substring(catalog.length()), commit.snapshotId());
    }
  }

  /** The newest snapshot of each, by table; the next to ask learns only of later ones. */
  public synchronized Map<String, Long> take() {
    Map<String, Long> taken = new TreeMap<>(newest);
    newest.clear();
    return taken;
  }
}
