package playhouse.audience.truth.content;

import java.util.BitSet;
import java.util.Map;
import playhouse.audience.truth.Grain;
import playhouse.audience.truth.Report;

/** The values of content: K1.1, K1.2, K1.4, K7.4 and K11.4. */
public final class ContentRows {

  private static final double HOUR = 3_600_000;

  private ContentRows() {}

  /** Tells those that the audience always knows. */
  public static void tell(Report report) {
    report.count("K1.1", "titles", "titles", Grain.DAY);
    runtime(report);
    news(report, 7);
    news(report, 28);
    report.ratio("K1.4", "exclusive_share", "exclusive", "licensed", Report.Form.PLAIN, Grain.DAY);
    firstWatches(report);
  }

  private static void runtime(Report report) {
    for (String by : report.slices("runtime")) {
      Map<Long, Long> sums = report.sums("runtime", by, Grain.DAY);
      for (long day : report.periods(Grain.DAY)) {
        long millis = sums.getOrDefault(day, 0L);
        if (by.isEmpty() || millis > 0) {
          report.row("K1.1", "runtime_hours", Grain.DAY, day, by, "", "", millis / HOUR);
        }
      }
    }
  }

  private static void news(Report report, int days) {
    Map<Long, Long> byDay = report.sums("new titles", "", Grain.DAY);
    for (long day : report.periods(Grain.DAY)) {
      int last = report.calendar().day(day);
      long sum = 0;
      for (int one = last - days + 1; one <= last; one++) {
        sum += byDay.getOrDefault(report.calendar().begin(one), 0L);
      }
      String written = Long.toString(sum);
      report.row("K1.2", "new_" + days + "d", Grain.DAY, day, "", written, "", (double) sum);
    }
  }

  /** Each slice of all; the whole itself says nothing. */
  private static void firstWatches(Report report) {
    Map<Long, Long> all = report.sums("first watches", "", Grain.WEEK);
    for (String by : report.slices("first watches")) {
      if (!by.isEmpty()) {
        Report.Form plain = Report.Form.PLAIN;
        report
            .sums("first watches", by, Grain.WEEK)
            .forEach(
                (week, people) ->
                    report.ratio(
                        "K11.4",
                        "share",
                        Grain.WEEK,
                        week,
                        by,
                        people,
                        all.getOrDefault(week, 0L),
                        plain));
      }
    }
  }

  /** Tells how good recommendations were, of which all lists must be known. */
  public static void tellAdvice(Report report, Map<Integer, BitSet> shown) {
    Report.Form plain = Report.Form.PLAIN;
    report.ratio("K7.4", "accuracy", "hits", "shown", plain, Grain.DAY);
    report.ratio("K7.4", "weighted", "hit weight", "weight", plain, Grain.DAY);
    report.ratio("K7.4", "ndcg_at_10", "ndcg", "evaluations", Report.Form.MONEY_EACH, Grain.DAY);
    Map<Long, Long> titles = report.sums("titles", "", Grain.DAY);
    shown.forEach(
        (day, distinct) -> {
          long begin = report.calendar().begin(day);
          long there = titles.getOrDefault(begin, 0L);
          long count = distinct.cardinality();
          report.ratio("K7.4", "coverage", Grain.DAY, begin, "", count, there, plain);
        });
  }
}
