package playhouse.batch.titles;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.udaf;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** The table {@code mart.title_daily}: everything told of a title on a local day, counted. */
final class TitleDays {
  /** Columns that count rows, beside what those rows are. */
  private static final List<String[]> COUNTED =
      List.of(
          new String[] {"impressions", "impression"},
          new String[] {"clicks", "click"},
          new String[] {"views", "views"},
          new String[] {"unattended", "unattended views"},
          new String[] {"short_starts", "short views"},
          new String[] {"distinct_millis", "distinct_millis"},
          new String[] {"played_millis", "played_millis"},
          new String[] {"unattended_millis", "unattended_millis"},
          new String[] {"completions", "completions"},
          new String[] {"rewatches", "rewatch"},
          new String[] {"likes_added", "like.added"},
          new String[] {"likes_removed", "like.removed"},
          new String[] {"favourites_added", "favourite.added"},
          new String[] {"favourites_removed", "favourite.removed"},
          new String[] {"shares", "share.completed"},
          new String[] {"tags", "tag"},
          new String[] {"comments", "comment"},
          new String[] {"danmaku", "danmaku"},
          new String[] {"hidden", "hidden"},
          new String[] {"ratings", "rating"},
          new String[] {"star_ratings", "stars"},
          new String[] {"charted", "charted"});

  private TitleDays() {}

  /**
   * What is told of titles.
   *
   * @param views rows of {@code core.title_views}
   * @param returns rows of {@code core.title_returns}
   * @param interactions rows of {@code core.interactions}
   * @param contributions rows of {@code core.contributions}
   * @param recommendations rows of {@code core.recommendations}
   */
  record Told(
      Optional<Dataset<Row>> views,
      Optional<Dataset<Row>> returns,
      Optional<Dataset<Row>> interactions,
      Optional<Dataset<Row>> contributions,
      Optional<Dataset<Row>> recommendations) {}

  static Optional<Dataset<Row>> from(Told told, List<ZoneId> zones) {
    return Stream.of(
            told.views().map(TitleDays::views),
            told.returns().map(TitleDays::returns),
            told.interactions().map(TitleDays::interactions),
            told.contributions().map(TitleDays::contributions),
            told.recommendations().map(TitleDays::recommendations))
        .flatMap(Optional::stream)
        .reduce((one, other) -> one.unionByName(other, true))
        .map(rows -> counted(local(complete(rows).where("title IS NOT NULL"), zones)));
  }

  /** Rows with a local day for each zone, from the column {@code at}. */
  static Dataset<Row> local(Dataset<Row> rows, List<ZoneId> zones) {
    Column[] ids = zones.stream().map(zone -> lit(zone.getId())).toArray(Column[]::new);
    return rows.withColumn("zone", explode(array(ids)))
        .withColumn("day", to_date(from_utc_timestamp(col("at"), col("zone"))));
  }

  private static Dataset<Row> views(Dataset<Row> views) {
    return views.selectExpr(
        "title",
        "started AS at",
        "counted AS what",
        "plays AS n",
        "COALESCE(person, device) AS viewer",
        "STRUCT(distinct_millis, played_millis, completion, stretches, runtime_millis, source,"
            + " platform, country) AS view");
  }

  /** Each return once as a view by somebody known, and again if it was a re-watch. */
  private static Dataset<Row> returns(Dataset<Row> returns) {
    return returns.selectExpr(
        "title",
        "started AS at",
        "person AS viewer",
        "first_started",
        "EXPLODE(IF(rewatch, ARRAY('earlier', 'rewatch'), ARRAY('earlier'))) AS what");
  }

  private static Dataset<Row> interactions(Dataset<Row> interactions) {
    return interactions
        .where(
            "kind IN ('rating', 'tag', 'like.added', 'like.removed', 'favourite.added',"
                + " 'favourite.removed', 'share.completed')")
        .selectExpr(
            "title",
            "occurred AS at",
            "score",
            "EXPLODE(IF(kind = 'rating' AND scale = 'stars5' AND score IS NOT NULL,"
                + " ARRAY('rating', 'stars'), ARRAY(kind))) AS what");
  }

  private static Dataset<Row> contributions(Dataset<Row> contributions) {
    return contributions.selectExpr(
        "title", "occurred AS at", "IF(hidden, 'hidden', kind) AS what");
  }

  private static Dataset<Row> recommendations(Dataset<Row> recommendations) {
    return recommendations.selectExpr(
        "title",
        "occurred AS at",
        "EXPLODE(IF(clicked, ARRAY('impression', 'click'), ARRAY('impression'))) AS what");
  }

  /** The columns that only some rows have, in all of them. */
  private static Dataset<Row> complete(Dataset<Row> rows) {
    List<String> there = List.of(rows.columns());
    Dataset<Row> all = rows;
    for (String column :
        List.of(
            "n BIGINT",
            "viewer STRING",
            "first_started TIMESTAMP",
            "score DOUBLE",
            "view STRUCT<distinct_millis: BIGINT, played_millis: BIGINT,"
                + " completion: DECIMAL(13, 12),"
                + " stretches: ARRAY<STRUCT<from_millis: BIGINT, to_millis: BIGINT>>,"
                + " runtime_millis: BIGINT, source: STRING, platform: STRING, country: STRING>")) {
      String name = column.substring(0, column.indexOf(' '));
      if (!there.contains(name)) {
        String type = column.substring(name.length() + 1);
        all = all.withColumn(name, expr("CAST(NULL AS " + type + ")"));
      }
    }
    return all.withColumn("n", coalesce(col("n"), lit(1L)));
  }

  private static Dataset<Row> counted(Dataset<Row> rows) {
    // Somebody who had a first view earlier on the same day is as new as it was.
    Dataset<Row> slim =
        rows.where(
                "what <> 'earlier'" + " OR TO_DATE(FROM_UTC_TIMESTAMP(first_started, zone)) < day")
            .select("zone", "day", "title", "what", "n", "viewer", "score", "view");
    StructType told = slim.drop("zone", "day", "title").schema();
    Column[] parts = Arrays.stream(told.fieldNames()).map(functions::col).toArray(Column[]::new);
    Dataset<Row> tallies =
        slim.groupBy("zone", "day", "title")
            .agg(udaf(new TitleFold(), Encoders.row(told)).apply(parts).as("tally"))
            .select("zone", "day", "title", "tally.*")
            .withColumn("counts", map_from_entries(col("counts")));
    return tallies.select(columns());
  }

  private static Column[] columns() {
    List<Column> columns = new ArrayList<>();
    for (String name : List.of("zone", "day", "title")) {
      columns.add(col(name));
    }
    COUNTED.forEach(pair -> columns.add(count(pair[1]).as(pair[0])));
    Column starts = count("view").plus(count("unattended")).plus(count("short"));
    columns.add(starts.as("starts"));
    Column views = count("views").plus(count("unattended views")).plus(count("short views"));
    columns.add(starts.minus(views).as("reloads"));
    for (String name :
        List.of(
            "viewers",
            "new_viewers",
            "mean_share",
            "mean_rating",
            "runtime_millis",
            "watching",
            "drop_offs")) {
      columns.add(col(name));
    }
    for (String map : List.of("sources", "platforms", "countries")) {
      columns.add(map_from_entries(col(map)).as(map));
    }
    return columns.toArray(Column[]::new);
  }

  private static Column count(String what) {
    return coalesce(try_element_at(col("counts"), lit(what)), lit(0L));
  }
}
