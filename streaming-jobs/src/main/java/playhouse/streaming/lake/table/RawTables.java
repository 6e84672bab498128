package playhouse.streaming.lake.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.exceptions.AlreadyExistsException;

/** Makes the raw tables what the contract says: creates what is missing, adds new columns. */
public final class RawTables {

  private static final Map<String, String> PROPERTIES =
      Map.ofEntries(
          Map.entry("format-version", "2"),
          Map.entry("write.format.default", "parquet"),
          Map.entry("write.parquet.compression-codec", "zstd"),
          // Dictionaries of ids cost a third of the writer's time and are thrown away in the end.
          Map.entry("write.parquet.dict-size-bytes", "65536"),
          // Bounds the writer's memory: a row group is held until it is full.
          Map.entry("write.parquet.row-group-size-bytes", "33554432"),
          Map.entry("write.target-file-size-bytes", "134217728"),
          // Bounds of a hundred columns would swell every commit; readers skip by a few.
          Map.entry("write.metadata.metrics.default", "none"),
          // A line a snapshot, and a snapshot a checkpoint: without it 17 MB in a day.
          Map.entry("write.metadata.compression-codec", "gzip"),
          Map.entry("write.metadata.delete-after-commit.enabled", "true"),
          Map.entry("write.metadata.previous-versions-max", "20"),
          Map.entry("commit.retry.num-retries", "10"),
          Map.entry("commit.retry.min-wait-ms", "50"),
          Map.entry("commit.retry.max-wait-ms", "2000"),
          Map.entry("commit.retry.total-timeout-ms", "60000"));

  private static final List<String> BOUNDED = List.of("type", "occurred", "received", "loaded");

  private RawTables() {}

  /** Brings every lane's table up to its contract. */
  public static void prepare(Catalog catalog) {
    for (Lane lane : Lane.ALL) {
      namespace(catalog, lane.table().namespace());
      prepare(catalog, lane);
    }
  }

  private static void prepare(Catalog catalog, Lane lane) {
    Schema wanted = TableShape.of(lane);
    if (!catalog.tableExists(lane.table())) {
      create(catalog, lane, wanted);
    }
    Table table = catalog.loadTable(lane.table());
    Schema before = table.schema();
    Schema after = table.updateSchema().unionByNameWith(wanted).apply();
    if (!after.sameSchema(before)) {
      table.updateSchema().unionByNameWith(wanted).commit();
    }
  }

  private static void create(Catalog catalog, Lane lane, Schema schema) {
    Map<String, String> properties = new HashMap<>(PROPERTIES);
    for (String column : BOUNDED) {
      if (schema.findField(column) != null) {
        properties.put("write.metadata.metrics.column." + column, "full");
      }
    }
    try {
      catalog.createTable(lane.table(), schema, TableShape.spec(lane, schema), properties);
    } catch (AlreadyExistsException e) {
      // Somebody else was faster: theirs is brought up to the contract next.
    }
  }

  private static void namespace(Catalog catalog, Namespace namespace) {
    if (catalog instanceof SupportsNamespaces spaces && !spaces.namespaceExists(namespace)) {
      try {
        spaces.createNamespace(namespace);
      } catch (AlreadyExistsException e) {
        // Somebody else was faster.
      }
    }
  }
}
