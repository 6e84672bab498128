package playhouse.streaming.lake.table;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;

/**
 * How to reach the lake's catalog, as the catalog's own properties; travels to the workers.
 *
 * @param properties for the Iceberg catalog
 */
public record LakeSettings(HashMap<String, String> properties) implements Serializable {

  /** The catalog's name; the JDBC catalog stores it, so every engine must use the same. */
  public static final String CATALOG = "lake";

  /** Reads the keys of the catalog. */
  public static LakeSettings of(Settings settings) {
    String type = settings.get(Setting.CATALOG_TYPE);
    String warehouse = settings.get(Setting.WAREHOUSE);
    HashMap<String, String> properties = new HashMap<>();
    properties.put(CatalogProperties.URI, settings.get(Setting.CATALOG_URI));
    properties.put(CatalogProperties.WAREHOUSE_LOCATION, warehouse);
    if (type.equals("jdbc")) {
      properties.put(CatalogProperties.CATALOG_IMPL, "org.apache.iceberg.jdbc.JdbcCatalog");
      properties.put("jdbc.schema-version", "V1");
      properties.put("jdbc.user", settings.get(Setting.CATALOG_USER));
      properties.put("jdbc.password", settings.find(Setting.CATALOG_PASSWORD).orElse(""));
    } else {
      properties.put(CatalogUtil.ICEBERG_CATALOG_TYPE, type);
    }
    if (warehouse.startsWith("file:")) {
      properties.put(CatalogProperties.FILE_IO_IMPL, LocalFiles.class.getName());
    }
    return new LakeSettings(properties);
  }

  /** Opens the catalog; to be closed by the caller if it is closeable. */
  public Catalog open() {
    return CatalogUtil.buildIcebergCatalog(CATALOG, Map.copyOf(properties), null);
  }
}
