package playhouse.streaming.lake;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import playhouse.contracts.Family;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.streaming.lake.table.LakeSettings;
import playhouse.streaming.lake.table.Lane;
import playhouse.streaming.lake.table.LaneTable;
import playhouse.streaming.lake.table.RawTables;
import playhouse.testbed.Database;

/** Empty raw tables in a catalogue of their own, with nobody writing. */
public final class RawLake implements Closeable {
  private final Catalog catalog;

  public RawLake(Path home) {
    Settings settings =
        Settings.of(
            Map.of(
                Setting.HOME.key(), home.toString(), Setting.CATALOG_URI.key(), Database.fresh()));
    catalog = LakeSettings.of(settings).open();
    RawTables.prepare(catalog);
  }

  public static Lane lane(Family family) {
    return Lane.ALL.stream()
        .filter(l -> l.topic().equals(family.topic()))
        .findFirst()
        .orElseThrow();
  }

  /** A table opened anew. */
  public LaneTable open(Lane lane) {
    return LaneTable.open(catalog, lane, 1);
  }

  /** Its rows as text, sorted: none is lost or changed if these stay the same. */
  public static List<String> rows(Table table) {
    table.refresh();
    List<String> rows = new ArrayList<>();
    try (CloseableIterable<Record> read = IcebergGenerics.read(table).build()) {
      read.forEach(row -> rows.add(row.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    rows.sort(null);
    return rows;
  }

  /** Its data files, each as a task that reads all of it. */
  public static List<FileScanTask> files(Table table) {
    table.refresh();
    List<FileScanTask> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
      tasks.forEach(files::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  @Override
  public void close() throws IOException {
    ((Closeable) catalog).close();
  }
}
