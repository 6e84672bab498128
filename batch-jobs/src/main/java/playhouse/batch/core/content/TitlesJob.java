package playhouse.batch.core.content;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.Changes;
import playhouse.batch.Job;
import playhouse.batch.Lake;
import playhouse.batch.Outcome;
import playhouse.batch.Request;
import playhouse.batch.Written;
import playhouse.batch.core.Facts;

/** The job {@code titles}: of all that was said of a title, the latest word. */
public record TitlesJob() implements Job {
  private static final String RAW = "raw.catalogue";

  @Override
  public String name() {
    return "titles";
  }

  @Override
  public String purpose() {
    return "What is known of each title, the latest word of each: core.titles.";
  }

  @Override
  public Outcome run(Lake lake, Request request) {
    Changes changes = Changes.since(lake, name(), request, List.of(RAW));
    if (changes.days().isEmpty() || changes.snapshots().isEmpty()) {
      return changes.outcome(Written.nothing(), "nothing new");
    }
    Dataset<Row> rows = from(changes.read(RAW).orElseThrow());
    return changes.outcome(lake.overwrite(rows, "core.titles"), "");
  }

  /** Of all rows of {@code raw.catalogue}, or of those before a moment. */
  public static Dataset<Row> from(Dataset<Row> catalogue) {
    Column when = struct(col("occurred"), col("received"), col("id"));
    Column upserted = col("title_upserted").isNotNull();
    Column withdrawn = col("title_withdrawn").isNotNull();
    return Facts.counting(catalogue)
        .where(upserted.or(withdrawn))
        .withColumn("when", when)
        .groupBy(coalesce(col("title_upserted.title"), col("title_withdrawn.title")).as("id"))
        .agg(
            max_by(
                    when(upserted, struct(col("title_upserted.*"), col("source"), col("occurred"))),
                    when(upserted, col("when")))
                .as("known"),
            max_by(withdrawn, col("when")).as("withdrawn"))
        .where(col("known").isNotNull())
        .select(
            col("known.*"),
            col("known.occurred").as("updated"),
            not(col("withdrawn")).as("offered"));
  }
}
