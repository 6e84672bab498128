package playhouse.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import playhouse.contracts.Settings;
import playhouse.testbed.Database;

/** Lakes of their own, in which files may be deleted: with a catalog and a folder nobody shares. */
public final class CareHouse {
  private CareHouse() {}

  /** A lake with all its tables and nothing in them. */
  public static Lake fresh(Map<String, String> settings, Map<String, String> catalog) {
    Map<String, String> environment = new HashMap<>(settings);
    try {
      environment.put("PLAYHOUSE_HOME", Files.createTempDirectory("care-test").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    environment.put("PLAYHOUSE_CATALOG_URI", Database.fresh());
    Settings all = Settings.of(environment);
    SparkSession spark = LakeHouse.empty().spark().newSession();
    String lake = "spark.sql.catalog." + Lake.CATALOG + ".";
    spark.conf().set(lake + "uri", environment.get("PLAYHOUSE_CATALOG_URI"));
    spark.conf().set(lake + "warehouse", all.get(playhouse.contracts.Setting.WAREHOUSE));
    spark.conf().set("spark.sql.defaultCatalog", Lake.CATALOG);
    spark.conf().set("spark.sql.session.timeZone", "UTC");
    spark.conf().set("spark.sql.datetime.java8API.enabled", "true");
    catalog.forEach((key, value) -> spark.conf().set(lake + key, value));
    return Lake.over(spark, all, LakeHouse.NOW);
  }
}
