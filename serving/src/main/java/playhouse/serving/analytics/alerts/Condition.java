package playhouse.serving.analytics.alerts;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import playhouse.models.anomaly.AnomalyDetector;
import playhouse.serving.analytics.kpis.Point;
import playhouse.warehouse.Grain;

/** When a rule is raised; written as the definitions of KPIs write it. */
public sealed interface Condition {
  /** As definitions write it, such as {@code falls 10%}. */
  String text();

  /**
   * Why the rule holds for a period; empty if it does not.
   *
   * @param series values of consecutive periods, oldest first, all there are
   * @param at place of the period that is judged
   */
  Optional<String> why(List<Point> series, int at, Grain grain);

  /** The value passes a level. */
  record Threshold(boolean above, BigDecimal level) implements Condition {
    @Override
    public String text() {
      return (above ? "above " : "below ") + level.toPlainString();
    }

    @Override
    public Optional<String> why(List<Point> series, int at, Grain grain) {
      double value = series.get(at).value().orElseThrow();
      boolean holds = above ? value > level.doubleValue() : value < level.doubleValue();
      return holds ? Optional.of(value + " is " + text()) : Optional.empty();
    }
  }

  /** The value differs from that of the period before by some percent of it. */
  record Change(boolean rises, BigDecimal percent) implements Condition {
    @Override
    public String text() {
      return (rises ? "rises " : "falls ") + percent.toPlainString() + "%";
    }

    @Override
    public Optional<String> why(List<Point> series, int at, Grain grain) {
      if (at == 0 || !Periods.follows(series.get(at - 1), series.get(at), grain)) {
        return Optional.empty();
      }
      double value = series.get(at).value().orElseThrow();
      double before = series.get(at - 1).value().orElseThrow();
      double change = 100 * (value - before) / Math.abs(before);
      boolean holds = before != 0 && (rises ? change : -change) >= percent.doubleValue();
      return holds
          ? Optional.of(
              String.format(Locale.ROOT, "%s after %s is %+.1f %%", value, before, change))
          : Optional.empty();
    }
  }

  /** The value is one that the series so far hardly ever has. */
  record Anomaly() implements Condition {
    @Override
    public String text() {
      return "anomaly";
    }

    @Override
    public Optional<String> why(List<Point> series, int at, Grain grain) {
      AnomalyDetector detector = new AnomalyDetector(Periods.season(grain), Periods.QUIET);
      double score = 0;
      for (Point point : series.subList(0, at + 1)) {
        score = detector.score(point.value().orElseThrow());
      }
      return score >= AnomalyDetector.UNUSUAL
          ? Optional.of(
              String.format(
                  Locale.ROOT,
                  "%s is unusual after %d periods: score %.4f",
                  series.get(at).value().orElseThrow(),
                  at,
                  score))
          : Optional.empty();
    }
  }

  /** Reads what {@link #text} writes; empty if it is nothing of the kind. */
  static Optional<Condition> parse(String text) {
    if (text.equals("anomaly")) {
      return Optional.of(new Anomaly());
    }
    Matcher level = Grammar.LEVEL.matcher(text);
    if (level.matches()) {
      return Optional.of(
          new Threshold(level.group(1).equals("above"), new BigDecimal(level.group(2))));
    }
    Matcher change = Grammar.CHANGE.matcher(text);
    if (change.matches()) {
      return Optional.of(
          new Change(change.group(1).equals("rises"), new BigDecimal(change.group(2))));
    }
    return Optional.empty();
  }

  /** How a condition is written. */
  final class Grammar {
    private static final Pattern LEVEL =
        Pattern.compile("(above|below) (-?\\d{1,18}(?:\\.\\d{1,9})?)");
    private static final Pattern CHANGE =
        Pattern.compile("(rises|falls) (\\d{1,9}(?:\\.\\d{1,9})?)%");

    private Grammar() {}
  }
}
