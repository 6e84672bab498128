package playhouse.batch.quality;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import playhouse.warehouse.QualityCheck;

/** All checks of the rows of a table, answered in one scan of it. */
record RowChecks(Judged judged, List<QualityCheck> checks) {
  /** Rows kept of each check and day: enough to see what is wrong. */
  static final int MOST_ROWS = 1000;

  private static final String FAILS = "__fails_";
  private static final String REFERRED = "__referred_";
  private static final String ROWS = "__rows";

  static RowChecks of(Judged judged) {
    return new RowChecks(judged, judged.ofRows());
  }

  /** For each day that has rows: table, day, rows, and how many fail each check. */
  Dataset<Row> tally() {
    int unique = unique();
    Column[] key = unique < 0 ? new Column[0] : key(checks.get(unique));
    Column alone = Stream.of(key).map(Column::isNull).reduce(col(ROWS).equalTo(1L), Column::or);
    Column[] failed =
        IntStream.range(0, checks.size())
            .mapToObj(i -> sum(i == unique ? when(alone, 0L).otherwise(col(ROWS)) : col(FAILS + i)))
            .toArray(Column[]::new);
    return ofEachKey(unique, key)
        .groupBy("day")
        .agg(sum(ROWS).as("checked"), array(failed).as("failed"))
        .select(lit(judged.table()).as("table_name"), col("day"), col("checked"), col("failed"));
  }

  /**
   * How many rows have a key, and how many of them fail each other check. To look beside each row
   * for those like it, as for the rows that fail, would sort them all.
   */
  private Dataset<Row> ofEachKey(int unique, Column[] key) {
    Column[] fails =
        IntStream.range(0, checks.size())
            .filter(i -> i != unique)
            .mapToObj(i -> sum(when(col(FAILS + i), 1L).otherwise(0L)).as(FAILS + i))
            .toArray(Column[]::new);
    return marked(judged.days(), unique)
        .groupBy(Stream.concat(Stream.of(col("day")), Stream.of(key)).toArray(Column[]::new))
        .agg(count(lit(1)).as(ROWS), fails);
  }

  /** Which check asks for a key of the table; less than 0 if none does. */
  private int unique() {
    return IntStream.range(0, checks.size())
        .filter(i -> checks.get(i).kind() == QualityCheck.Kind.UNIQUE)
        .findFirst()
        .orElse(-1);
  }

  /** The rows of some days that fail, once for each check that they fail. */
  Dataset<Row> failing(NavigableSet<LocalDate> days, String runId) {
    Column[] own = columns().map(name -> col("`" + name + "`")).toArray(Column[]::new);
    Column[] failed =
        IntStream.range(0, checks.size())
            .mapToObj(
                i ->
                    when(
                        col(FAILS + i),
                        struct(
                            lit(checks.get(i).rule()).as("rule"),
                            lit(checks.get(i).reason()).as("reason"))))
            .toArray(Column[]::new);
    return marked(days, -1)
        .withColumn("__failed", explode(array_compact(array(failed))))
        .select(
            col("day"),
            lit(judged.table()).as("table_name"),
            col("__failed.rule").as("rule"),
            col("__failed.reason").as("reason"),
            rowKey().as("row_key"),
            to_json(struct(own)).as("row_json"),
            lit(runId).as("run_id"))
        .withColumn(
            "__place",
            row_number().over(Window.partitionBy("day", "rule").orderBy("row_key", "row_json")))
        .where(col("__place").leq(MOST_ROWS))
        .drop("__place");
  }

  /**
   * The rows with a mark for each check but one. All marks at once: each step by itself would have
   * the whole plan looked through again.
   */
  private Dataset<Row> marked(NavigableSet<LocalDate> days, int but) {
    Dataset<Row> rows = judged.rows(days);
    Map<String, Column> marks = new HashMap<>();
    for (int i = 0; i < checks.size(); i++) {
      QualityCheck check = checks.get(i);
      rows = check.kind() == QualityCheck.Kind.REFERENCE ? referring(rows, check, i) : rows;
      if (i != but) {
        marks.put(FAILS + i, coalesce(fails(check, i), lit(false)));
      }
    }
    return rows.withColumns(marks);
  }

  private Dataset<Row> referring(Dataset<Row> rows, QualityCheck check, int place) {
    String name = REFERRED + place;
    Dataset<Row> there =
        judged
            .lake()
            .table(check.referredTable())
            .select(col(check.referredColumn()).as(name))
            .where(col(name).isNotNull())
            .distinct();
    return rows.join(there, rows.col(check.columns().get(0)).equalTo(there.col(name)), "left");
  }

  private static Column fails(QualityCheck check, int place) {
    return switch (check.kind()) {
      case UNIQUE -> {
        Column[] key = key(check);
        Column[] part = Stream.concat(Stream.of(key), Stream.of(col("day"))).toArray(Column[]::new);
        yield Stream.of(key)
            .map(Column::isNotNull)
            .reduce(Column::and)
            .orElseThrow()
            .and(count(lit(1)).over(Window.partitionBy(part)).gt(1));
      }
      case REFERENCE ->
          col("`" + check.columns().get(0) + "`").isNotNull().and(col(REFERRED + place).isNull());
      default -> expr(check.failure().orElseThrow());
    };
  }

  private static Column[] key(QualityCheck unique) {
    return unique.columns().stream().map(name -> col("`" + name + "`")).toArray(Column[]::new);
  }

  private Column rowKey() {
    Column[] key = unique() < 0 ? new Column[0] : key(checks.get(unique()));
    return concat_ws("/", Stream.of(key).map(part -> part.cast("string")).toArray(Column[]::new));
  }

  private Stream<String> columns() {
    return Arrays.stream(judged.lake().table(judged.table(), judged.snapshot()).columns());
  }
}
