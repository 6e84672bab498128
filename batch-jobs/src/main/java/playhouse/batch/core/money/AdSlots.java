package playhouse.batch.core.money;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.core.Facts;

/** The table {@code core.ad_slots}; the slot of an impression is filled once. */
final class AdSlots {
  private AdSlots() {}

  static Dataset<Row> from(Dataset<Row> ad) {
    Dataset<Row> requested =
        Facts.told(
            ad,
            "ad.requested",
            "ad_requested.request",
            "ad_requested.placement",
            "CAST(ad_requested.slots AS BIGINT) AS requested",
            "CAST(0 AS BIGINT) AS filled");
    Dataset<Row> filled =
        Facts.told(
                ad,
                "ad.filled",
                "ad_filled.request",
                "ad_filled.placement",
                "CAST(0 AS BIGINT) AS requested",
                "CAST(1 AS BIGINT) AS filled",
                "ad_filled.impression")
            .dropDuplicates("impression", "day")
            .drop("impression");
    return requested.unionByName(filled);
  }
}
