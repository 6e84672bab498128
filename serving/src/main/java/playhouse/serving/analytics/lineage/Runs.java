package playhouse.serving.analytics.lineage;

import static org.apache.iceberg.expressions.Expressions.equal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import playhouse.serving.analytics.lake.LakeRows;
import playhouse.serving.analytics.lake.LakeTable;

/** The runs in {@code ops.lineage}, by what they wrote; read again when there is more. */
final class Runs {
  /** It writes a table's files together and changes no row. */
  private static final String CARE = "table-care";

  private final LakeTable lineage;
  private Map<Dataset, Run> byOutput = Map.of();
  private long read;

  Runs(LakeTable lineage) {
    this.lineage = lineage;
  }

  /**
   * The run that the rows of a snapshot come from: the one that wrote it, or the newest of those
   * before it, since care leaves snapshots of its own and a run that changes nothing leaves none.
   */
  Optional<Run> behind(Table table, Dataset dataset) {
    Map<Dataset, Run> known = known();
    Snapshot snapshot = table.snapshot(dataset.snapshot());
    Optional<Run> run = Optional.ofNullable(known.get(dataset));
    while (run.isEmpty() && snapshot != null && snapshot.parentId() != null) {
      Dataset before = new Dataset(dataset.table(), snapshot.parentId());
      run = Optional.ofNullable(known.get(before));
      snapshot = table.snapshot(before.snapshot());
    }
    return run;
  }

  private synchronized Map<Dataset, Run> known() {
    Table table = lineage.table();
    long newest = lineage.snapshot().orElse(0L);
    if (newest != read) {
      Map<Dataset, Run> found = new HashMap<>();
      LakeRows.read(
          table,
          newest,
          equal("event_type", "COMPLETE"),
          Run.COLUMNS,
          row -> {
            Run run = Run.of(row);
            if (!run.job().equals(CARE)) {
              run.outputs().forEach(output -> found.put(output, run));
            }
          });
      byOutput = Map.copyOf(found);
      read = newest;
    }
    return byOutput;
  }
}
