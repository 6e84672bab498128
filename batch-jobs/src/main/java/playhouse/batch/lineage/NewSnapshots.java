package playhouse.batch.lineage;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.events.CreateSnapshotEvent;
import org.apache.iceberg.events.Listener;
import org.apache.iceberg.events.Listeners;

/**
 * The tables that a job has committed to, as Iceberg tells it: those that its thread has since it
 * last asked, or a thread that never asks.
 */
public final class NewSnapshots implements Listener<CreateSnapshotEvent> {
  private final String catalog;
  private final Map<Thread, Map<String, Long>> asking = new HashMap<>();
  private final Map<String, Long> others = new TreeMap<>();

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
      asking
          .getOrDefault(Thread.currentThread(), others)
          .put(commit.tableName().substring(catalog.length()), commit.snapshotId());
    }
  }

  /** The newest snapshot of each, by table; the next to ask learns only of later ones. */
  public synchronized Map<String, Long> take() {
    Map<String, Long> taken = new TreeMap<>(others);
    others.clear();
    Map<String, Long> own = asking.put(Thread.currentThread(), new TreeMap<>());
    if (own != null) {
      taken.putAll(own);
    }
    return taken;
  }
}
