package playhouse.streaming.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import playhouse.contracts.Settings;
import playhouse.streaming.lake.table.LakeSettings;
import playhouse.streaming.lake.table.Lane;
import playhouse.streaming.lake.table.RawTables;

/** The lake as a reader finds it: what is committed, and nothing else. */
final class BenchLake implements AutoCloseable {

  private final Catalog catalog;

  /** Makes its tables. */
  BenchLake(Settings settings) {
    catalog = LakeSettings.of(settings).open();
    RawTables.prepare(catalog);
  }

  /** How many rows all tables hold. */
  long rows() {
    return sum(SnapshotSummary.TOTAL_RECORDS_PROP);
  }

  /** How many data files all tables hold. */
  long files() {
    return sum(SnapshotSummary.TOTAL_DATA_FILES_PROP);
  }

  /** How many bytes the data files have. */
  long bytes() {
    return sum(SnapshotSummary.TOTAL_FILE_SIZE_PROP);
  }

  private long sum(String property) {
    long sum = 0;
    for (Lane lane : Lane.ALL) {
      Table table = catalog.loadTable(lane.table());
      Snapshot snapshot = table.currentSnapshot();
      Map<String, String> summary = snapshot == null ? Map.of() : snapshot.summary();
      sum += Long.parseLong(summary.getOrDefault(property, "0"));
    }
    return sum;
  }

  @Override
  public void close() {
    if (catalog instanceof Closeable closeable) {
      try {
        closeable.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
