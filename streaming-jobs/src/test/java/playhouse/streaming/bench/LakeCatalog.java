package playhouse.streaming.bench;

import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.flink.CatalogLoader;
import playhouse.streaming.lake.table.LakeSettings;

/** The lake's catalog as Iceberg's sink wants to be told of it. */
record LakeCatalog(LakeSettings settings) implements CatalogLoader {

  @Override
  public Catalog loadCatalog() {
    return settings.open();
  }

  @Override
  public CatalogLoader clone() {
    return new LakeCatalog(settings);
  }
}
