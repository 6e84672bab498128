package playhouse.serving.analytics.lake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.serving.platform.Refusal;

/** One table of the lake; the catalog is asked for its newest snapshot once a second at most. */
public final class LakeTable implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LakeTable.class);

  /** The JDBC catalog stores its name, so that every engine must use the same. */
  private static final String CATALOG = "lake";

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Map<String, String> properties;
  private final TableIdentifier name;
  private final Clock clock;
  private @Nullable Catalog catalog;
  private @Nullable Table table;
  private Instant looked = Instant.MIN;

  /** Connects when first asked. */
  public LakeTable(Settings settings, Clock clock, String namespace, String name) {
    this.properties = properties(settings);
    this.name = TableIdentifier.of(namespace, name);
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
        known = catalog().loadTable(name);
        table = known;
      } else {
        known.refresh();
      }
      looked = now;
      return known;
    } catch (NoSuchTableException e) {
      table = null;
      throw Refusal.unavailable("the lake has no table " + name + " yet");
    } catch (RuntimeException e) {
      // The catalog's own exceptions and those of its driver have no closer kin.
      LOG.warn("{} cannot be read now: {}", name, e.toString());
      throw Refusal.unavailable("the lake cannot be read now");
    }
  }

  /** Id of the newest snapshot; empty for a table that nothing was written to. */
  public Optional<Long> snapshot() {
    return Optional.ofNullable(table().currentSnapshot()).map(Snapshot::snapshotId);
  }

  @Override
  public synchronized void close() {
    if (catalog instanceof AutoCloseable open) {
      try {
        open.close();
      } catch (Exception e) {
        LOG.warn("The catalog did not close: {}", e.toString());
      }
    }
    catalog = null;
    table = null;
  }

  private Catalog catalog() {
    Catalog open = catalog;
    if (open == null) {
      open = CatalogUtil.buildIcebergCatalog(CATALOG, properties, null);
      catalog = open;
    }
    return open;
  }

  private static Map<String, String> properties(Settings settings) {
    String type = settings.get(Setting.CATALOG_TYPE);
    String warehouse = settings.get(Setting.WAREHOUSE);
    Map<String, String> properties = new HashMap<>();
    properties.put(CatalogProperties.URI, settings.get(Setting.CATALOG_URI));
    properties.put(CatalogProperties.WAREHOUSE_LOCATION, warehouse);
    if (type.equals("jdbc")) {
      properties.put(CatalogProperties.CATALOG_IMPL, "org.apache.iceberg.jdbc.JdbcCatalog");
      properties.put("jdbc.schema-version", "V1");
      properties.put("jdbc.init-catalog-tables", "false");
      properties.put("jdbc.user", settings.get(Setting.CATALOG_USER));
      properties.put("jdbc.password", settings.find(Setting.CATALOG_PASSWORD).orElse(""));
    } else {
      properties.put(CatalogUtil.ICEBERG_CATALOG_TYPE, type);
    }
    if (warehouse.startsWith("file:")) {
      properties.put(CatalogProperties.FILE_IO_IMPL, LocalFiles.class.getName());
    }
    return Map.copyOf(properties);
  }
}
