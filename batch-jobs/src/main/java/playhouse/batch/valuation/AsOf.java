package playhouse.batch.valuation;

import static org.apache.spark.sql.functions.col;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.Lake;
import playhouse.batch.core.content.TitlesJob;
import playhouse.models.valuation.hours.Past;

/** The lake as it was at a moment, as far as titles and views are concerned. */
record AsOf(Lake lake, Moment moment) {
  private static final String CATALOGUE = "raw.catalogue";

  /**
   * Titles with the hours of their weeks.
   *
   * @param rows the same as rows, with kind and offered
   */
  record Titles(Past past, List<Row> rows) {}

  /** Of each title the latest word before the moment. */
  private Dataset<Row> titles() {
    return lake.has(CATALOGUE)
        ? TitlesJob.from(
            lake.table(CATALOGUE)
                .where(col("occurred").lt(moment.day().atStartOfDay().toInstant(ZoneOffset.UTC))))
        : lake.table("core.titles");
  }

  Dataset<Row> watched() {
    return Watching.withSeries(Watching.from(lake.table("core.title_views"), moment), titles());
  }

  /** Empty if nobody has watched anything. */
  Optional<Titles> past(Dataset<Row> watched) {
    List<Row> rows =
        TitlePast.from(
                titles(),
                lake.table("core.offers"),
                lake.table("core.publications"),
                watched,
                moment)
            .collectAsList();
    return TitlePast.past(rows, watched, moment).map(past -> new Titles(past, rows));
  }

  Merits merits(Dataset<Row> watched) {
    return new Merits(
        moment,
        new Merits.Tables(
            watched,
            lake.table("core.subscriptions"),
            lake.table("core.people"),
            lake.table("core.impressions"),
            lake.table("core.payments"),
            lake.table("core.costs"),
            lake.table("core.rates")),
        lake.currency());
  }
}
