package playhouse.models.anomaly;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import playhouse.models.files.BadFile;
import playhouse.models.files.Table;

/**
 * A series of the Numenta Anomaly Benchmark, read from a CSV with a time and a number in each row.
 *
 * @param times of all rows, in the file's order
 * @param values of all rows
 */
public record NabSeries(List<LocalDateTime> times, List<Double> values) {
  private static final int SECONDS = 19;

  /** Rows after an unusual one during which only a more unusual one is told. */
  private static final int QUIET = 200;

  public static NabSeries of(Table table) {
    try {
      return new NabSeries(
          table.column("timestamp").stream().map(NabSeries::time).toList(),
          table.column("value").stream().map(Double::parseDouble).toList());
    } catch (NumberFormatException e) {
      throw new BadFile(table.name() + ": a value is no number: " + e.getMessage(), e);
    }
  }

  /** How unusual the detector, which learns as it goes, finds each row. */
  public List<Double> scores() {
    AnomalyDetector detector = new AnomalyDetector(day(), QUIET);
    return values.stream().map(detector::score).toList();
  }

  /** The rows of a window that is told by its first and last time. */
  public NabScore.Window window(String first, String last) {
    int from = times.indexOf(time(first));
    int to = times.indexOf(time(last));
    if (from < 0 || to < from) {
      throw new BadFile("a window from " + first + " to " + last + " does not lie in its series");
    }
    return new NabScore.Window(from, to);
  }

  /** Rows of a day, by the usual distance of two. */
  private int day() {
    List<Long> gaps = new ArrayList<>();
    for (int row = 1; row < times.size(); row++) {
      gaps.add(Duration.between(times.get(row - 1), times.get(row)).toSeconds());
    }
    gaps.sort(null);
    long usual = gaps.isEmpty() ? 1 : Math.max(1, gaps.get(gaps.size() / 2));
    return (int) Math.max(1, Duration.ofDays(1).toSeconds() / usual);
  }

  private static LocalDateTime time(String text) {
    try {
      String cut = text.strip().replace(' ', 'T');
      return LocalDateTime.parse(cut.substring(0, Math.min(SECONDS, cut.length())));
    } catch (DateTimeParseException e) {
      throw new BadFile("'" + text + "' is no time such as 2014-04-10 07:15:00", e);
    }
  }
}
