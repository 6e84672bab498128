package playhouse.batch.replay;

import static org.apache.spark.sql.functions.base64;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.Lake;
import playhouse.contracts.Family;

/**
 * The rejects of a selection, each once: its first refusal, with the reason of its last, and
 * whether an event of its source and id has come in since.
 *
 * <p>They are read from the lake and not from the topic, because the lake keeps them longer and
 * holds also what the lake writer refused, which stands on no topic of rejects.
 */
record Rejects(Lake lake, Selection wanted) {
  private static final String TABLE = "ops.rejects";
  private static final String REPLAY_OF = "replay_of";

  /** Empty where nothing was ever refused. */
  Optional<Dataset<Row>> rows() {
    if (!lake.has(TABLE)) {
      return Optional.empty();
    }
    Dataset<Row> since = lake.table(TABLE).where(col("received").geq(lit(wanted.since())));
    if (!List.of(since.columns()).contains(REPLAY_OF)) {
      since = since.withColumn(REPLAY_OF, lit(null).cast("string"));
    }
    Dataset<Row> chosen = chosen(firsts(since), lasts(since));
    Dataset<Row> known = known(chosen);
    return Optional.of(
        chosen
            .join(known, List.of("source_told", "id_told").toArray(String[]::new), "left")
            .orderBy("received", "reject")
            .select(
                col("reject"),
                col("reason"),
                col("detail"),
                col("stage"),
                col("family"),
                col("source"),
                col("content_type"),
                col("received"),
                col("refusals"),
                coalesce(col("known"), lit(false)).as("known"),
                // Spark breaks lines of base64, which JSON would only escape.
                expr("replace(replace(original, '\\r', ''), '\\n', '')").as("original")));
  }

  private Dataset<Row> firsts(Dataset<Row> rejects) {
    String told = "IF(content_type = 'application/cloudevents+json', CAST(original AS STRING), '')";
    return rejects
        .where(col(REPLAY_OF).isNull().and(col("received").lt(lit(wanted.until()))))
        .select(
            col("dedup_key").as("reject"),
            col("reason").as("first_reason"),
            col("detail").as("first_detail"),
            col("stage"),
            col("family"),
            col("source"),
            col("content_type"),
            col("received"),
            base64(col("original")).as("original"),
            expr("get_json_object(" + told + ", '$.id')").as("id_told"),
            expr("get_json_object(" + told + ", '$.source')").as("source_told"),
            expr("get_json_object(" + told + ", '$.type')").as("type_told"));
  }

  private static Dataset<Row> lasts(Dataset<Row> rejects) {
    return rejects
        .where(col(REPLAY_OF).isNotNull())
        .groupBy(col(REPLAY_OF).as("reject"))
        .agg(
            max_by(col("reason"), col("received")).as("last_reason"),
            max_by(col("detail"), col("received")).as("last_detail"),
            count(lit(1)).as("replays"));
  }

  private Dataset<Row> chosen(Dataset<Row> firsts, Dataset<Row> lasts) {
    Column reason = coalesce(col("last_reason"), col("first_reason"));
    Column detail = coalesce(col("last_detail"), col("first_detail"));
    Dataset<Row> chosen =
        firsts
            .join(lasts, new String[] {"reject"}, "left")
            .withColumn("reason", reason)
            .withColumn("detail", detail)
            .withColumn("refusals", coalesce(col("replays"), lit(0L)).plus(1));
    for (Column condition : conditions()) {
      chosen = chosen.where(condition);
    }
    return chosen;
  }

  private List<Column> conditions() {
    List<Column> conditions = new ArrayList<>();
    wanted.reason().ifPresent(reason -> conditions.add(col("reason").equalTo(reason)));
    wanted.family().ifPresent(family -> conditions.add(col("family").equalTo(family)));
    wanted.source().ifPresent(source -> conditions.add(col("source").startsWith(source)));
    wanted.type().ifPresent(type -> conditions.add(col("type_told").equalTo(type)));
    return conditions;
  }

  /** Sources and ids that came in since, among those that were refused. */
  private Dataset<Row> known(Dataset<Row> chosen) {
    Dataset<Row> asked =
        chosen
            .select(col("source_told"), col("id_told"))
            .where(col("id_told").isNotNull().and(col("source_told").isNotNull()))
            .distinct();
    Dataset<Row> known = asked.limit(0);
    for (Family family : Family.values()) {
      String table = "raw." + family.topic();
      if (lake.has(table)) {
        known =
            known.unionByName(
                lake.table(table)
                    .where(col("received").geq(lit(wanted.since())))
                    .select(col("source").as("source_told"), col("id").as("id_told"))
                    .join(asked, new String[] {"source_told", "id_told"}, "left_semi"));
      }
    }
    return known.distinct().withColumn("known", lit(true));
  }
}
