package playhouse.batch.ads;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udaf;
import static org.apache.spark.sql.functions.udf;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import playhouse.batch.Job;
import playhouse.batch.core.DayJob;
import playhouse.batch.core.Facts;
import playhouse.batch.core.Input;
import playhouse.contracts.ads.AdCount;
import playhouse.contracts.ads.PeopleSketch;

/**
 * The table {@code mart.ad_reports}: what ads shown came to, and the slots that were asked for and
 * filled. The stream tells the same by {@link playhouse.contracts.ads.AdCase}.
 */
public final class AdReports {
  private static final String AD = "raw.ad";
  private static final String IMPRESSIONS = "core.impressions";
  private static final List<String> KEYS =
      List.of("day", "hour", "placement", "advertiser", "line_item", "creative", "currency");

  /** Which of several facts is the first: the earliest, by id where two are as early. */
  private static final String FIRST =
      "CONCAT(LPAD(CAST(unix_micros(occurred) AS STRING), 20, '0'), id)";

  private AdReports() {}

  /** The job of this package. */
  public static Job job() {
    return new DayJob(
        "ad-reports",
        "What came of ads by hour, placement, line item and creative: mart.ad_reports.",
        List.of(Input.same(AD), Input.same(IMPRESSIONS)),
        "mart.ad_reports",
        rows -> from(rows.of(AD), rows.of(IMPRESSIONS)));
  }

  /** From facts and from what became of impressions; empty if there are neither. */
  static Optional<Dataset<Row>> from(
      Optional<Dataset<Row>> facts, Optional<Dataset<Row>> impressions) {
    Optional<Dataset<Row>> counted = facts.map(AdReports::slots);
    Optional<Dataset<Row>> shown = impressions.map(AdReports::shown);
    return counted
        .map(slots -> shown.map(slots::unionByName).orElse(slots))
        .or(() -> shown)
        .map(AdReports::added);
  }

  private static Dataset<Row> added(Dataset<Row> rows) {
    Column[] sums =
        Arrays.stream(AdCount.values())
            .map(AdReports::name)
            .map(name -> sum(name).cast(DataTypes.LongType).as(name))
            .toArray(Column[]::new);
    Column people =
        udaf(new PeopleFold(), Encoders.STRING()).apply(col("person")).as("people_sketch");
    Column reach =
        udf((UDF1<byte[], Long>) PeopleSketch::count, DataTypes.LongType)
            .apply(col("people_sketch"));
    Column[] keys = KEYS.stream().map(functions::col).toArray(Column[]::new);
    return rows.groupBy(keys).agg(people, sums).withColumn("reach", reach);
  }

  /** The slot of an impression is filled once a day; a break asks as often as it tells. */
  private static Dataset<Row> slots(Dataset<Row> ad) {
    Dataset<Row> requested =
        Facts.told(
            ad,
            "ad.requested",
            "ad_requested.placement AS placement",
            "'' AS advertiser",
            "'' AS line_item",
            "'' AS creative",
            "CAST(ad_requested.slots AS BIGINT) AS requested",
            "CAST(0 AS BIGINT) AS filled",
            "id AS about");
    Dataset<Row> filled =
        Facts.told(
                ad,
                "ad.filled",
                "ad_filled.placement AS placement",
                "ad_filled.advertiser AS advertiser",
                "ad_filled.line_item AS line_item",
                "ad_filled.creative AS creative",
                "CAST(0 AS BIGINT) AS requested",
                "CAST(1 AS BIGINT) AS filled",
                "ad_filled.impression AS about")
            .groupBy("about", "day")
            .agg(expr("min_by(struct(*), " + FIRST + ")").as("first"))
            .select("first.*");
    return counted(
        requested.unionByName(filled).withColumn("currency", lit("")).withColumn("person", none()),
        List.of(AdCount.REQUESTED, AdCount.FILLED));
  }

  private static Column none() {
    return lit(null).cast(DataTypes.StringType);
  }

  private static Dataset<Row> shown(Dataset<Row> impressions) {
    Column valid = col("valid");
    return counted(
        impressions
            .withColumn("was_viewable", col("viewable"))
            .withColumn("led", functions.coalesce(col("conversions"), lit(0L)))
            .withColumn("earned", col("revenue_micros"))
            .withColumn("impressions", lit(1L))
            .withColumn("valid_impressions", one(valid))
            .withColumn("first_quartile", one(valid.and(col("first_quartile"))))
            .withColumn("midpoint", one(valid.and(col("midpoint"))))
            .withColumn("third_quartile", one(valid.and(col("third_quartile"))))
            .withColumn("complete", one(valid.and(col("complete"))))
            .withColumn("viewable", one(valid.and(col("was_viewable"))))
            .withColumn("clicks", one(col("clicked")))
            .withColumn("valid_clicks", one(valid.and(col("clicked"))))
            .withColumn("conversions", functions.when(valid, col("led")).otherwise(0L))
            .withColumn("valid_revenue_micros", functions.when(valid, col("earned")).otherwise(0L)),
        List.of(
            AdCount.IMPRESSIONS,
            AdCount.VALID_IMPRESSIONS,
            AdCount.FIRST_QUARTILE,
            AdCount.MIDPOINT,
            AdCount.THIRD_QUARTILE,
            AdCount.COMPLETE,
            AdCount.VIEWABLE,
            AdCount.CLICKS,
            AdCount.VALID_CLICKS,
            AdCount.CONVERSIONS,
            AdCount.REVENUE_MICROS,
            AdCount.VALID_REVENUE_MICROS));
  }

  private static Column one(Column holds) {
    return functions.when(holds, 1L).otherwise(0L);
  }

  /** Rows with all keys and counts; those that they have not are 0. */
  private static Dataset<Row> counted(Dataset<Row> rows, List<AdCount> has) {
    Dataset<Row> hours = rows.withColumn("hour", date_trunc("hour", col("occurred")));
    Column[] columns = new Column[KEYS.size() + 1 + AdCount.SIZE];
    for (int i = 0; i < KEYS.size(); i++) {
      columns[i] = col(KEYS.get(i));
    }
    columns[KEYS.size()] = col("person");
    for (AdCount each : AdCount.values()) {
      columns[KEYS.size() + 1 + each.at()] =
          has.contains(each) ? col(name(each)) : lit(0L).as(name(each));
    }
    return hours.select(columns);
  }

  private static String name(AdCount each) {
    return each.name().toLowerCase(Locale.ROOT);
  }
}
