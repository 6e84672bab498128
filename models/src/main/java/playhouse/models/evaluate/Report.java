package playhouse.models.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import playhouse.models.measure.Spread;

/** The figures of a task, in order. */
final class Report {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MOST_EXACT = 1e6;

  private final Map<String, Object> figures = new LinkedHashMap<>();

  Report put(String name, double figure) {
    figures.put(name, rounded(figure));
    return this;
  }

  Report put(String name, boolean fact) {
    figures.put(name, fact);
    return this;
  }

  Report put(String name, String word) {
    figures.put(name, word);
    return this;
  }

  Report put(String name, int count) {
    figures.put(name, count);
    return this;
  }

  Report interval(String name, double low, double high) {
    figures.put(name, List.of(rounded(low), rounded(high)));
    return this;
  }

  /** A mean, and beside it how far trials lie apart. */
  Report put(String name, Spread spread) {
    return put(name, spread.mean()).put(name + "Deviation", spread.deviation());
  }

  /** One line of JSON. */
  String json() {
    try {
      return JSON.writeValueAsString(figures);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A line for each figure. */
  String text() {
    int width = figures.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder();
    figures.forEach(
        (name, figure) ->
            text.append(String.format(Locale.ROOT, "%-" + width + "s  %s%n", name, figure)));
    return text.toString().stripTrailing();
  }

  private static double rounded(double figure) {
    return Math.round(figure * MOST_EXACT) / MOST_EXACT;
  }
}
