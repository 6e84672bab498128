package playhouse.batch.core;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import playhouse.batch.Changes;
import playhouse.batch.Days;
import playhouse.batch.Job;
import playhouse.batch.Lake;
import playhouse.batch.Outcome;
import playhouse.batch.Request;
import playhouse.batch.Written;

/** The job {@code impressions}: a report that comes late opens the day of its impression again. */
record ImpressionsJob() implements Job {
  private static final String RAW = "raw.ad";

  @Override
  public String name() {
    return "impressions";
  }

  @Override
  public String purpose() {
    return "Ads shown, with clicks, viewability and invalid traffic: core.impressions.";
  }

  @Override
  public Outcome run(Lake lake, Request request) {
    Changes changes = Changes.since(lake, name(), request, List.of(RAW));
    NavigableSet<LocalDate> touched = changes.days();
    if (touched.isEmpty() || changes.snapshots().isEmpty()) {
      return changes.outcome(Written.nothing(), "nothing new");
    }
    Dataset<Row> ad = changes.read(RAW).orElseThrow();
    NavigableSet<LocalDate> owned = new TreeSet<>(touched);
    if (!changes.given()) {
      owned.addAll(reportedDays(lake, ad, touched));
    }
    Dataset<Row> rows =
        Impressions.from(
                ad.where(Days.spanning(col("occurred"), owned).or(col("ad_impression").isNull())),
                lake.currency())
            .where(Days.among(col("day"), owned));
    return changes.outcome(lake.overwriteDays(rows, "core.impressions", owned), "");
  }

  private static List<LocalDate> reportedDays(
      Lake lake, Dataset<Row> ad, NavigableSet<LocalDate> touched) {
    boolean allTouched =
        lake.table("core.impressions").where(Days.outside(col("day"), touched)).isEmpty();
    return allTouched
        ? List.of()
        : Impressions.days(
                ad.where(Days.spanning(col("occurred"), touched)),
                ad.where(Days.outside(col("occurred").cast("date"), touched)))
            .as(Encoders.LOCALDATE())
            .collectAsList();
  }
}
