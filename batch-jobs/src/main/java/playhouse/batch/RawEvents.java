package playhouse.batch;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import playhouse.contracts.Family;
import playhouse.contracts.Settings;

/** How much has come in, known before there is a session: one is made to suit it. */
final class RawEvents {
  private RawEvents() {}

  /** Events in all raw tables, as their metadata has it. */
  static long count(Settings settings) {
    Map<String, String> properties = SparkSessions.catalogProperties(settings);
    Catalog catalog =
        CatalogUtil.buildIcebergCatalog(Lake.CATALOG, properties, new Configuration());
    try {
      long events = 0;
      for (Family family : Family.values()) {
        events += count(catalog, TableIdentifier.of("raw", family.topic()));
      }
      return events;
    } finally {
      close(catalog);
    }
  }

  private static long count(Catalog catalog, TableIdentifier table) {
    Snapshot current =
        catalog.tableExists(table) ? catalog.loadTable(table).currentSnapshot() : null;
    return current == null
        ? 0
        : Long.parseLong(current.summary().getOrDefault(SnapshotSummary.TOTAL_RECORDS_PROP, "0"));
  }

  private static void close(Catalog catalog) {
    if (catalog instanceof Closeable closeable) {
      try {
        closeable.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
