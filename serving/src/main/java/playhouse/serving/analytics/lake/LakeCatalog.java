package playhouse.serving.analytics.lake;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
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

/** The lake's tables by name; the catalog is connected to when it is first asked. */
public final class LakeCatalog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LakeCatalog.class);

  /** The JDBC catalog stores its name, so that every engine must use the same. */
  private static final String CATALOG = "lake";

  private final Map<String, String> properties;
  private @Nullable Catalog catalog;

  /** Of these settings. */
  public LakeCatalog(Settings settings) {
    this.properties = properties(settings);
  }

  /**
   * A table as it is now, such as {@code core.plays}; empty if there is none.
   *
   * @throws Refusal 503 if the catalog cannot be reached
   */
  public Optional<Table> table(String name) {
    try {
      return Optional.of(catalog().loadTable(TableIdentifier.parse(name)));
    } catch (NoSuchTableException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      // The catalog's own exceptions and those of its driver have no closer kin.
      throw unreachable(name, e);
    }
  }

  static Refusal unreachable(String name, RuntimeException e) {
    LOG.warn("{} cannot be read now: {}", name, e.toString());
    return Refusal.unavailable("the lake cannot be read now");
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
  }

  private synchronized Catalog catalog() {
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
