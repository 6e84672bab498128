package playhouse.batch.titles;

import static org.apache.spark.sql.functions.col;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The table {@code mart.title_retention}: curves over four weeks, absolute and against titles of
 * like length. The absolute one is a share of views, so that seeing a part twice does not lift it.
 */
final class Retention {
  /** Weeks that a curve is taken over; the last is the one that it is told for. */
  static final int WEEKS = 4;

  private static final long FEWEST_VIEWS = 10;

  /** Longest runtimes of titles of like length. */
  private static final long[] LONGEST_MINUTES = {1, 2, 4, 8, 15, 30, 60, 90, 120};

  private static final StructType CURVE =
      new StructType()
          .add("group", DataTypes.StringType)
          .add("day", DataTypes.DateType)
          .add("title", DataTypes.StringType)
          .add("runtime_millis", DataTypes.LongType)
          .add("views", DataTypes.LongType)
          .add("absolute", DataTypes.createArrayType(DataTypes.DoubleType));

  private static final StructType COMPARED =
      CURVE
          .add("compared", DataTypes.LongType)
          .add("relative", DataTypes.createArrayType(DataTypes.DoubleType));

  private Retention() {}

  /** What a title came to in one week, or several. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Seen(long runtimeMillis, long views, long[] watching) {
    static Seen nothing() {
      return new Seen(0, 0, new long[Curve.POINTS]);
    }

    static Seen of(Row row) {
      return new Seen(
          row.getAs("runtime_millis"),
          row.getAs("charted"),
          row.<Long>getList(row.fieldIndex("watching")).stream()
              .mapToLong(Long::longValue)
              .toArray());
    }

    Seen and(Seen other) {
      long[] sums = new long[Curve.POINTS];
      Arrays.setAll(sums, i -> watching[i] + other.watching[i]);
      return new Seen(Math.max(runtimeMillis, other.runtimeMillis), views + other.views, sums);
    }

    Double[] shares() {
      return Arrays.stream(watching).mapToObj(n -> (double) n / views).toArray(Double[]::new);
    }

    String length() {
      int longer = 0;
      for (long minutes : LONGEST_MINUTES) {
        longer += runtimeMillis > minutes * 60_000 ? 1 : 0;
      }
      return "length " + longer;
    }
  }

  /**
   * @param days rows of {@code mart.title_daily} of one zone, with all days of the weeks told for
   *     and of the three before each
   */
  static Dataset<Row> from(Dataset<Row> days) {
    Dataset<Row> slim =
        days.where("charted > 0")
            .select("zone", "title", "day", "runtime_millis", "charted", "watching");
    return slim.groupBy("title")
        .as(Encoders.STRING(), Encoders.row(slim.schema()))
        .flatMapGroups(
            (FlatMapGroupsFunction<String, Row, Row>) Retention::curves, Encoders.row(CURVE))
        .groupBy("group")
        .as(Encoders.STRING(), Encoders.row(CURVE))
        .flatMapGroups(
            (FlatMapGroupsFunction<String, Row, Row>) (group, rows) -> compared(rows),
            Encoders.row(COMPARED))
        .select(col("*"));
  }

  private static Iterator<Row> curves(String title, Iterator<Row> days) {
    Map<LocalDate, Seen> weeks = new TreeMap<>();
    days.forEachRemaining(
        row ->
            weeks.merge(
                row.<LocalDate>getAs("day")
                    .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)),
                Seen.of(row),
                Seen::and));
    return weeks.keySet().stream()
        .map(
            monday -> {
              Seen seen = Seen.nothing();
              for (int back = 0; back < WEEKS; back++) {
                seen = seen.and(weeks.getOrDefault(monday.minusWeeks(back), Seen.nothing()));
              }
              return RowFactory.create(
                  monday + " " + seen.length(),
                  monday,
                  title,
                  seen.runtimeMillis(),
                  seen.views(),
                  seen.shares());
            })
        .iterator();
  }

  /** Titles of like length in the same weeks, each with its place among the others. */
  private static Iterator<Row> compared(Iterator<Row> curves) {
    List<Row> rows = new ArrayList<>();
    curves.forEachRemaining(rows::add);
    List<double[]> points = new ArrayList<>();
    for (int percent = 0; percent < Curve.POINTS; percent++) {
      points.add(others(rows, percent));
    }
    return rows.stream().map(row -> compared(row, points)).iterator();
  }

  /** What enough views tell of a percent, in order. */
  private static double[] others(List<Row> rows, int percent) {
    return rows.stream()
        .filter(row -> row.<Long>getAs("views") >= FEWEST_VIEWS)
        .mapToDouble(row -> share(row, percent))
        .sorted()
        .toArray();
  }

  private static Row compared(Row row, List<double[]> points) {
    int self = row.<Long>getAs("views") >= FEWEST_VIEWS ? 1 : 0;
    int others = points.get(0).length - self;
    Double[] relative = new Double[Curve.POINTS];
    for (int percent = 0; percent < Curve.POINTS && others > 0; percent++) {
      relative[percent] = place(share(row, percent), points.get(percent), self);
    }
    Object[] values = new Object[CURVE.size() + 2];
    for (int i = 0; i < CURVE.size(); i++) {
      values[i] = row.get(i);
    }
    values[CURVE.size()] = (long) others;
    values[CURVE.size() + 1] = others > 0 ? relative : null;
    return RowFactory.create(values);
  }

  /** The share of the others that lie below, ties counting half. */
  private static double place(double share, double[] sorted, int self) {
    int below = first(sorted, share);
    int ties = first(sorted, Math.nextUp(share)) - below - self;
    return (below + ties / 2.0) / (sorted.length - self);
  }

  /** How many lie below a value. */
  private static int first(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double share(Row row, int percent) {
    return row.<Double>getList(row.fieldIndex("absolute")).get(percent);
  }
}
