package playhouse.serving.analytics.performance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.data.Record;
import playhouse.serving.analytics.performance.Performance.Day;
import playhouse.serving.analytics.performance.Performance.Retention;

/** Rows of the tables about titles, as they are told. */
final class DailyRow {
  private DailyRow() {}

  static Day day(Record row) {
    return new Day(
        row.getField("day").toString(),
        count(row, "impressions"),
        count(row, "clicks"),
        count(row, "starts"),
        count(row, "views"),
        count(row, "viewers"),
        count(row, "new_viewers"),
        count(row, "played_millis"),
        count(row, "completions"),
        count(row, "rewatches"),
        count(row, "likes_added") - count(row, "likes_removed"),
        count(row, "favourites_added") - count(row, "favourites_removed"),
        count(row, "shares"),
        count(row, "comments"),
        count(row, "danmaku"),
        share(row, "mean_share"),
        share(row, "mean_rating"),
        counts(row, "sources"),
        counts(row, "platforms"),
        counts(row, "countries"));
  }

  static Retention retention(Record row) {
    return new Retention(
        row.getField("day").toString(),
        count(row, "runtime_millis"),
        count(row, "views"),
        numbers(row, "absolute"),
        numbers(row, "relative"));
  }

  static Total total(Record row) {
    return new Total(
        row.getField("title").toString(),
        count(row, "views"),
        count(row, "played_millis"),
        count(row, "completions"),
        count(row, "impressions"),
        count(row, "clicks"));
  }

  static long count(Record row, String column) {
    Object value = row.getField(column);
    return value instanceof Number number ? number.longValue() : 0;
  }

  private static Optional<Double> share(Record row, String column) {
    Object value = row.getField(column);
    return value instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
  }

  private static Map<String, Long> counts(Record row, String column) {
    Map<String, Long> counts = new TreeMap<>();
    if (row.getField(column) instanceof Map<?, ?> told) {
      told.forEach((key, value) -> counts.put(key.toString(), ((Number) value).longValue()));
    }
    return counts;
  }

  private static List<Double> numbers(Record row, String column) {
    List<Double> numbers = new ArrayList<>();
    if (row.getField(column) instanceof List<?> told) {
      told.forEach(value -> numbers.add(value instanceof Number n ? n.doubleValue() : 0.0));
    }
    return numbers;
  }
}
