package playhouse.batch.titles;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import playhouse.contracts.behaviour.Play;

/** The table {@code core.title_views}: plays as {@linkplain Viewing views}. */
final class Views {
  private static final int AT = 1;
  private static final int PLAY = 2;
  private static final StructType STRETCH =
      new StructType().add("from_millis", DataTypes.LongType).add("to_millis", DataTypes.LongType);

  /** A view, and what is told of its first play. */
  private record Headed(Row head, Viewing view) {}

  private Views() {}

  /**
   * @param plays rows of {@code core.plays}
   * @param interactions rows of {@code core.interactions}
   */
  static Dataset<Row> from(Dataset<Row> plays, Optional<Dataset<Row>> interactions) {
    Dataset<Row> slim = slim(plays);
    StructType play = (StructType) slim.schema().fields()[PLAY].dataType();
    Dataset<Row> all =
        interactions
            .map(rows -> slim.union(spoken(rows).withColumn("play", lit(null).cast(play))))
            .orElse(slim);
    StructType head = (StructType) play.apply("head").dataType();
    return all.groupBy("key")
        .as(Encoders.STRING(), Encoders.row(all.schema()))
        .flatMapGroups(
            (FlatMapGroupsFunction<String, Row, Row>) (key, rows) -> views(rows).iterator(),
            Encoders.row(views(head)))
        .select(col("*"), col("head.*"));
  }

  /** By title and person; without a person by device, without that each for itself. */
  private static Dataset<Row> slim(Dataset<Row> plays) {
    return plays.select(
        expr("CONCAT(COALESCE(person, device, play), '|', title)").as("key"),
        expr("UNIX_MICROS(started)").as("at"),
        expr("STRUCT(play, COALESCE(device, play) AS device, UNIX_MICROS(ended) AS ended,"
                + " runtime_millis, COALESCE(position_millis, -1L) AS position_millis,"
                + " distinct_millis, played_millis, stretches,"
                + " COALESCE(autoplay, FALSE) AS autoplay, COALESCE(muted, FALSE) AS muted,"
                + " COALESCE(stop_reason = 'completed', FALSE) AS finished,"
                + " STRUCT(day, play AS view, title, person, device, started, quarter_no,"
                + " surface AS source, platform, country) AS head)")
            .as("play"));
  }

  private static Dataset<Row> spoken(Dataset<Row> interactions) {
    return interactions
        .where("active AND person IS NOT NULL AND title IS NOT NULL")
        .selectExpr("CONCAT(person, '|', title) AS key", "UNIX_MICROS(occurred) AS at");
  }

  private static StructType views(StructType head) {
    return new StructType()
        .add("head", head)
        .add("plays", DataTypes.LongType)
        .add("counted", DataTypes.StringType)
        .add("autoplay", DataTypes.BooleanType)
        .add("muted", DataTypes.BooleanType)
        .add("attended", DataTypes.BooleanType)
        .add("runtime_millis", DataTypes.LongType)
        .add("distinct_millis", DataTypes.LongType)
        .add("played_millis", DataTypes.LongType)
        .add("completion", DataTypes.createDecimalType(13, Play.COMPLETION_SCALE))
        .add("stretches", DataTypes.createArrayType(STRETCH));
  }

  private static List<Row> views(Iterator<Row> rows) {
    List<Row> plays = new ArrayList<>();
    List<Long> spoken = new ArrayList<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      if (row.isNullAt(PLAY)) {
        spoken.add(row.getLong(AT));
      } else {
        plays.add(row);
      }
    }
    plays.sort(
        Comparator.<Row>comparingLong(row -> row.getLong(AT))
            .thenComparing(row -> row.getStruct(PLAY).<String>getAs("play")));
    List<Headed> views = new ArrayList<>();
    Map<String, Viewing> open = new HashMap<>();
    for (Row row : plays) {
      Viewing.One play = one(row.getLong(AT), row.getStruct(PLAY));
      Viewing before = open.get(row.getStruct(PLAY).<String>getAs("device"));
      if (before != null && before.goesOnWith(play)) {
        before.add(play);
      } else {
        Viewing view = new Viewing(play);
        open.put(row.getStruct(PLAY).getAs("device"), view);
        views.add(new Headed(row.getStruct(PLAY).getAs("head"), view));
      }
    }
    return views.stream().map(view -> row(view.head(), view.view(), spoken)).toList();
  }

  private static Viewing.One one(long at, Row play) {
    return new Viewing.One(
        at,
        play.getAs("ended"),
        play.getAs("runtime_millis"),
        play.getAs("position_millis"),
        play.getAs("distinct_millis"),
        play.getAs("played_millis"),
        play.getAs("stretches") != null,
        ends(play),
        play.getAs("autoplay"),
        play.getAs("muted"),
        play.getAs("finished"));
  }

  /** Ends of the stretches of a play or view: from, to, from, to …; none if they are not known. */
  static long[] ends(Row row) {
    int at = row.fieldIndex("stretches");
    return row.isNullAt(at)
        ? new long[0]
        : row.<Row>getList(at).stream()
            .flatMapToLong(s -> java.util.stream.LongStream.of(s.getLong(0), s.getLong(1)))
            .toArray();
  }

  private static Row row(Row head, Viewing view, List<Long> spoken) {
    boolean attended = view.attended(spoken);
    long runtime = view.runtimeMillis();
    BigDecimal distinct = BigDecimal.valueOf(view.distinctMillis());
    return RowFactory.create(
        head,
        view.plays(),
        view.counted(attended),
        view.autoplay(),
        view.muted(),
        attended,
        runtime,
        view.distinctMillis(),
        view.playedMillis(),
        runtime <= 0
            ? null
            : distinct.divide(
                BigDecimal.valueOf(runtime), Play.COMPLETION_SCALE, RoundingMode.HALF_EVEN),
        view.known() ? stretches(view.ends()) : null);
  }

  private static Row[] stretches(long[] ends) {
    Row[] rows = new Row[ends.length / 2];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = RowFactory.create(ends[2 * i], ends[2 * i + 1]);
    }
    return rows;
  }
}
