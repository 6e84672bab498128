package playhouse.audience.truth.voice;

import java.util.Map;
import playhouse.audience.truth.Grain;
import playhouse.audience.truth.Report;

/** The values of what people say and of rules: K7.1, K7.2, K7.3, K8 and K10.1, .3 and .4. */
public final class VoiceRows {

  private static final double Z = 1.959964;
  private static final Report.Form PLAIN = Report.Form.PLAIN;

  private VoiceRows() {}

  /** Tells them. */
  public static void tell(Report report) {
    opinions(report);
    report.ratio("K7.2", "crash_rate", "sessions crashed", "sessions", PLAIN, Grain.DAY);
    crashFree(report);
    report.count("K7.3", "suggestions", "suggestion", Grain.DAY);
    report.count("K7.3", "problems", "problem", Grain.DAY);
    report.count("K7.3", "complaints", "complaint", Grain.DAY);
    report.count("K7.3", "total", "tickets", Grain.DAY);
    report.count("K8.1", "infringements", "infringements", Grain.DAY);
    report.ratio("K8.2", "pass_rate", "reviews passed", "reviews", PLAIN, Grain.DAY);
    report.ratio("K8.2", "overturned", "reviews overturned", "reviews", PLAIN, Grain.DAY);
    report.ratio("K8.3", "resolved", "complaints solved", "complaints", PLAIN, Grain.MONTH);
    report.ratio("K8.3", "within_promise", "promises kept", "promises", PLAIN, Grain.MONTH);
    report.ratio("K8.4", "pass_rate", "controls passed", "controls", PLAIN, Grain.DAY);
    report.count("K10.1", "comments", "comments", Grain.HOUR, Grain.DAY);
    report.count("K10.1", "danmaku", "danmaku", Grain.HOUR, Grain.DAY);
    report.count("K10.1", "hidden", "hidden", Grain.HOUR, Grain.DAY);
    report.count("K10.3", "shares", "shares", Grain.DAY);
    report.ratio("K10.4", "share", "sociable", "dau", PLAIN, Grain.DAY);
  }

  private static void crashFree(Report report) {
    Map<Long, Long> crashed = report.sums("active and crashed", "", Grain.DAY);
    report
        .sums("dau", "", Grain.DAY)
        .forEach(
            (day, active) -> {
              long free = active - crashed.getOrDefault(day, 0L);
              report.ratio("K7.2", "crash_free", Grain.DAY, day, "", free, active, PLAIN);
            });
  }

  private static void opinions(Report report) {
    Map<Long, Long> promoters = report.sums("promoters", "", Grain.MONTH);
    Map<Long, Long> detractors = report.sums("detractors", "", Grain.MONTH);
    report
        .sums("nps answers", "", Grain.MONTH)
        .forEach(
            (month, n) ->
                recommended(
                    report,
                    month,
                    promoters.getOrDefault(month, 0L),
                    detractors.getOrDefault(month, 0L),
                    n));
    Map<Long, Long> satisfied = report.sums("satisfied", "", Grain.MONTH);
    report
        .sums("csat answers", "", Grain.MONTH)
        .forEach((month, n) -> satisfaction(report, month, satisfied.getOrDefault(month, 0L), n));
  }

  private static void recommended(
      Report report, long month, long promoters, long detractors, long n) {
    double p = (double) promoters / n;
    double d = (double) detractors / n;
    double score = (p - d) * 100;
    double half = Z * 100 * Math.sqrt((p + d - (p - d) * (p - d)) / n);
    opinion(report, "nps", month, promoters - detractors, n, score);
    opinion(report, "nps_low", month, promoters - detractors, n, score - half);
    opinion(report, "nps_high", month, promoters - detractors, n, score + half);
  }

  /** With Wilson's interval. */
  private static void satisfaction(Report report, long month, long satisfied, long n) {
    double p = (double) satisfied / n;
    double below = 1 + Z * Z / n;
    double middle = (p + Z * Z / (2 * n)) / below;
    double half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4.0 * n * n)) / below;
    opinion(report, "csat", month, satisfied, n, p);
    opinion(report, "csat_low", month, satisfied, n, middle - half);
    opinion(report, "csat_high", month, satisfied, n, middle + half);
  }

  private static void opinion(
      Report report, String measure, long month, long above, long below, double value) {
    String numerator = Long.toString(above);
    String denominator = Long.toString(below);
    report.row("K7.1", measure, Grain.MONTH, month, "", numerator, denominator, value);
  }
}
