package playhouse.models.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The score of a detector after the Numenta Anomaly Benchmark, standard profile: early finds within
 * labelled windows count up to 1, false alarms cost up to 0.11 each, a missed window costs 1; then
 * 0 is a detector that says nothing, and 100 one that finds every window at its first row.
 *
 * @see <a href="https://arxiv.org/abs/1510.03336">Lavin and Ahmad 2015</a>
 */
public final class NabScore {
  private static final double FALSE_ALARM = 0.11;
  private static final double PROBATION = 0.15;
  private static final int PROBATION_ROWS = 5000;

  private NabScore() {}

  /** A labelled window, by its first and last row. */
  public record Window(int first, int last) {}

  /**
   * A series' windows with what a detector said of each row.
   *
   * @param scores of all rows, higher for what is more unusual
   * @param windows in order, not overlapping
   */
  public record Scored(String name, List<Double> scores, List<Window> windows) {}

  /**
   * How well a detector did.
   *
   * @param threshold from which on a row counts as an alarm: the best there is for all series
   *     together
   * @param raw sum over all series
   * @param normalised raw, with 0 for silence and 100 for perfection
   */
  public record Result(double threshold, double raw, double normalised) {}

  /** What an alarm in a row is worth, and in which window it lies, if in any. */
  private record Row(double score, double worth, int window) {}

  /** Rows at the beginning of a series in which nothing is scored. */
  public static int probation(int rows) {
    return (int) Math.floor(Math.min(PROBATION * rows, PROBATION * PROBATION_ROWS));
  }

  /** From almost 1 at a window's first row (-1) over 0 at its end to almost -1 far behind it. */
  public static double sigmoid(double position) {
    return position >= 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;
  }

  /** Finds the threshold at which the sum over all series is best, and that sum. */
  public static Result of(List<Scored> corpus) {
    List<Row> rows = new ArrayList<>();
    int windows = 0;
    for (Scored series : corpus) {
      windows = rows(series, windows, rows);
    }
    rows.sort(Comparator.comparingDouble(Row::score).reversed());
    double[] found = new double[windows];
    Arrays.fill(found, -1);
    double sum = -windows;
    double best = sum;
    double threshold = Double.POSITIVE_INFINITY;
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      sum += gain(row, found);
      boolean complete = i + 1 == rows.size() || rows.get(i + 1).score() < row.score();
      if (complete && sum > best) {
        best = sum;
        threshold = row.score();
      }
    }
    return new Result(threshold, best, normalised(best, windows));
  }

  /** What one series adds to the sum at a threshold. */
  public static double of(Scored series, double threshold) {
    List<Row> rows = new ArrayList<>();
    int windows = rows(series, 0, rows);
    double[] found = new double[windows];
    Arrays.fill(found, -1);
    double sum = -windows;
    for (Row row : rows) {
      sum += row.score() >= threshold ? gain(row, found) : 0;
    }
    return sum;
  }

  /**
   * A sum with 0 for silence and 100 for perfection.
   *
   * @param windows labelled in all series
   */
  public static double normalised(double raw, int windows) {
    return 100 * (raw + windows) / (2.0 * windows);
  }

  /** Of a window, only the best find counts. */
  private static double gain(Row row, double[] found) {
    if (row.window() < 0) {
      return row.worth();
    }
    double gain = Math.max(0, row.worth() - found[row.window()]);
    found[row.window()] += gain;
    return gain;
  }

  /** Adds a series' rows, and answers how many windows there are with its own. */
  private static int rows(Scored series, int windowsBefore, List<Row> rows) {
    int next = 0;
    int numbered = windowsBefore;
    Window last = null;
    List<Window> windows = series.windows();
    int probation = probation(series.scores().size());
    for (int at = 0; at < series.scores().size(); at++) {
      Window window =
          next < windows.size() && at >= windows.get(next).first() ? windows.get(next) : null;
      boolean within = window != null;
      if (at >= probation) {
        double worth = window != null ? find(window, at) : FALSE_ALARM * falseAlarm(last, at);
        rows.add(new Row(series.scores().get(at), worth, within ? numbered : -1));
      }
      if (window != null && at == window.last()) {
        last = window;
        next++;
        numbered += at >= probation ? 1 : 0;
      }
    }
    return numbered;
  }

  private static double find(Window window, int at) {
    double width = window.last() - window.first() + 1;
    return sigmoid(-(window.last() - at + 1) / width) / sigmoid(-1);
  }

  private static double falseAlarm(@Nullable Window last, int at) {
    return last == null ? -1 : sigmoid((at - last.last()) / (double) (last.last() - last.first()));
  }
}
