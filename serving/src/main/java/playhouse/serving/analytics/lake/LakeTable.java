package playhouse.serving.analytics.lake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.jspecify.annotations.Nullable;
import playhouse.serving.platform.Refusal;

/** One table of the lake; the catalog is asked for its newest snapshot once a second at most. */
public final class LakeTable {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final LakeCatalog catalog;
  private final String name;
  private final Clock clock;
  private @Nullable Table table;
  private Instant looked = Instant.MIN;

  /** The table of that name, with its namespace; it need not be there yet. */
  public LakeTable(LakeCatalog catalog, Clock clock, String name) {
    this.catalog = catalog;
    this.name = name;
    this.clock = clock;
  }

  /**
   * The table with its newest snapshot.
   *
   * @throws Refusal 503 if it is not there yet, or the catalog cannot be reached
   */
  public synchronized Table table() {
    Instant now = clock.instant();
    Table known = table;
    if (known != null && now.isBefore(looked.plus(LOOK_EVERY))) {
      return known;
    }
    try {
      if (known == null) {
        known = catalog.table(name).orElseThrow(this::missing);
        table = known;
      } else {
        known.refresh();
      }
      looked = now;
      return known;
    } catch (NoSuchTableException e) {
      table = null;
      throw missing();
    } catch (Refusal e) {
      throw e;
    } catch (RuntimeException e) {
      throw LakeCatalog.unreachable(name, e);
    }
  }

  private Refusal missing() {
    return Refusal.unavailable("the lake has no table " + name + " yet");
  }

  /** Id of the newest snapshot; empty for a table that nothing was written to. */
  public Optional<Long> snapshot() {
    return Optional.ofNullable(table().currentSnapshot()).map(Snapshot::snapshotId);
  }
}
