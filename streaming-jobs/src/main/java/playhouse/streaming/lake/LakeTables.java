package playhouse.streaming.lake;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import playhouse.streaming.lake.table.LakeSettings;
import playhouse.streaming.lake.table.Lane;
import playhouse.streaming.lake.table.LaneTable;

/** Every lane's table, open. */
final class LakeTables implements Closeable {

  private final Catalog catalog;
  private final List<LaneTable> tables = new ArrayList<>();

  LakeTables(LakeSettings settings, int writer) {
    catalog = settings.open();
    for (Lane lane : Lane.ALL) {
      tables.add(LaneTable.open(catalog, lane, writer));
    }
  }

  LaneTable of(int lane) {
    return tables.get(lane);
  }

  List<Table> all() {
    return tables.stream().map(LaneTable::table).toList();
  }

  @Override
  public void close() throws IOException {
    if (catalog instanceof Closeable closeable) {
      closeable.close();
    }
  }
}
