package playhouse.streaming.kpi;

import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.flink.TableLoader;
import playhouse.streaming.lake.table.LakeSettings;

/** The lake's catalog, opened by each worker. */
record LakeLoader(LakeSettings lake) implements CatalogLoader {

  /** A table of the lake, for workers. */
  static TableLoader table(LakeSettings lake, TableIdentifier name) {
    return TableLoader.fromCatalog(new LakeLoader(lake), name);
  }

  @Override
  public Catalog loadCatalog() {
    return lake.open();
  }

  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod")
  public CatalogLoader clone() {
    return new LakeLoader(lake);
  }
}
