package playhouse.batch.profiles;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.Lake;

/**
 * Whose pseudonyms are taken for somebody else's: rows of {@code core.identities}.
 *
 * @param identities empty if there are none
 */
record Merged(Optional<Dataset<Row>> identities) {
  static final String IDENTITIES = "core.identities";

  private static final String OTHER = "merged_pseudonym";
  private static final String INTO = "merged_into";

  /** Those of that lake. */
  static Merged in(Lake lake) {
    return new Merged(
        lake.has(IDENTITIES)
            ? Optional.of(lake.table(IDENTITIES)).filter(rows -> !rows.isEmpty())
            : Optional.empty());
  }

  /** The same rows, each of the person who did it, by whatever pseudonym. */
  Dataset<Row> people(Dataset<Row> rows) {
    return identities.map(known -> joined(rows, known)).orElse(rows);
  }

  private static Dataset<Row> joined(Dataset<Row> rows, Dataset<Row> known) {
    return rows.join(
            broadcast(known.select(col("person").as(OTHER), col(INTO))),
            col("person").equalTo(col(OTHER)),
            "left")
        .withColumn("person", coalesce(col(INTO), col("person")))
        .drop(OTHER, INTO);
  }
}
