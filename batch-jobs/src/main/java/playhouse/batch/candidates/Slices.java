package playhouse.batch.candidates;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import playhouse.batch.Lake;
import playhouse.batch.training.TrainingSet;

/**
 * All lists by slice: slice, place, title, score.
 *
 * @param home the catalogue whose lists stand without its name
 */
record Slices(Lake lake, String home) {
  private static final String CATALOGUE = "raw.catalogue";
  private static final int LENGTH = 200;
  private static final int LIKE_TITLES = 10_000;
  private static final int LIKE_LENGTH = 20;

  Dataset<Row> all() {
    Lists lists = new Lists(LENGTH);
    Dataset<Row> taken = offered(lake.table(TrainingSet.TABLE));
    Dataset<Row> ranked = lists.popular(taken).union(lists.trending(taken));
    if (lake.has(CATALOGUE)) {
      ranked = ranked.union(lists.fresh(lake.table(CATALOGUE)));
    }
    return named(offered(ranked)).union(like(taken));
  }

  /** What is no longer offered is in no list. */
  private Dataset<Row> offered(Dataset<Row> rows) {
    Dataset<Row> withdrawn = lake.table("core.titles").where("NOT offered").select("title");
    return rows.join(withdrawn, new String[] {"title"}, "left_anti");
  }

  private Dataset<Row> named(Dataset<Row> ranked) {
    Dataset<Row> here =
        ranked
            .where(col("catalogue").equalTo(lit(home)))
            .selectExpr("kind AS slice", "place", "title", "score");
    Dataset<Row> named =
        ranked
            .where("catalogue <> ''")
            .selectExpr("concat(kind, ':', catalogue) AS slice", "place", "title", "score");
    return here.union(named);
  }

  private Dataset<Row> like(Dataset<Row> taken) {
    List<String> titles =
        taken
            .groupBy("title")
            .count()
            .orderBy(col("count").desc(), col("title"))
            .limit(LIKE_TITLES)
            .select("title")
            .as(Encoders.STRING())
            .collectAsList();
    return lake.spark()
        .createDataFrame(
            LikeTitles.rows(TrainingSet.histories(taken), titles, LIKE_LENGTH), LikeTitles.SCHEMA);
  }

  /** The catalogue that was used last, and when; empty if nobody has taken anything. */
  static Optional<Row> last(Dataset<Row> taken) {
    return taken
        .orderBy(col("occurred").desc(), col("title"))
        .selectExpr(
            "IF(instr(title, ':') > 0, substring_index(title, ':', 1), '')", "date(occurred)")
        .limit(1)
        .collectAsList()
        .stream()
        .findFirst();
  }
}
