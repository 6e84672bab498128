package playhouse.batch.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import playhouse.batch.Lake;
import playhouse.models.recommend.Histories;
import playhouse.models.recommend.Taken;

/** The table {@code mart.training_set}: what people took up, one after another. */
public final class TrainingSet {
  /** Its name. */
  public static final String TABLE = "mart.training_set";

  private TrainingSet() {}

  /** Puts each person's titles in order; what was waved away is none. */
  static Dataset<Row> from(Dataset<Row> attentions) {
    var ofPerson = Window.partitionBy("person").orderBy(col("occurred"), col("title").desc());
    return attentions
        .where("strength > 0")
        .withColumn("place", row_number().over(ofPerson))
        .select("person", "place", "title", "occurred", "strength");
  }

  /**
   * The table's snapshot of a moment.
   *
   * @throws IllegalArgumentException if it does not go back as far
   */
  static long asOf(Lake lake, Instant moment) {
    return lake.find(TABLE)
        .flatMap(
            table ->
                Optional.ofNullable(
                    SnapshotUtil.nullableSnapshotIdAsOfTime(table, moment.toEpochMilli())))
        .orElseThrow(
            () -> new IllegalArgumentException(TABLE + " has no snapshot as old as " + moment));
  }

  /** Reads the table, or part of it, into memory. */
  public static Histories histories(Dataset<Row> rows) {
    Histories.Builder histories = new Histories.Builder();
    Iterator<Row> ordered =
        rows.orderBy("person", "place")
            .select("person", "title", "occurred", "strength")
            .toLocalIterator();
    while (ordered.hasNext()) {
      Row row = ordered.next();
      Instant occurred = row.getAs(2);
      histories.add(row.getString(0), new Taken(row.getString(1), occurred, row.getFloat(3)));
    }
    return histories.build();
  }
}
