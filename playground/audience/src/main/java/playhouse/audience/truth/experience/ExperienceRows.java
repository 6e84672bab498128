package playhouse.audience.truth.experience;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import playhouse.audience.truth.Buckets;
import playhouse.audience.truth.Grain;
import playhouse.audience.truth.Minutes;
import playhouse.audience.truth.Report;
import playhouse.audience.truth.Tally;

/** The values of experience: K6.3, K6.4 and K12. */
public final class ExperienceRows {

  private static final int BUCKETS = 600;
  private static final Report.Form PLAIN = Report.Form.PLAIN;
  private static final Report.Form SECONDS = Report.Form.SECONDS;

  private ExperienceRows() {}

  /** Tells which minutes were good, once all that was asked for in each is known. */
  public static void settle(Tally tally, Minutes minutes, Minutes together) {
    Minutes.Judge judge =
        (service, at, requests, failed) -> {
          String by = service.isEmpty() ? "" : "service=" + service;
          tally.add("minutes", by, at, 1);
          tally.add("good minutes", by, at, 1000 * failed <= 5 * requests ? 1 : 0);
        };
    minutes.each(judge);
    together.each(judge);
  }

  /** Tells them. */
  public static void tell(Report report) {
    report.ratio("K6.3", "hits", "edge hits", "edge requests", PLAIN, Grain.DAY);
    report.ratio("K6.3", "bytes", "edge hit bytes", "edge bytes", PLAIN, Grain.DAY);
    report.ratio("K6.4", "availability", "good minutes", "minutes", PLAIN, Grain.DAY, Grain.MONTH);
    report.ratio("K12.1", "success", "renditions there", "renditions", PLAIN, Grain.DAY);
    report.ratio("K12.2", "mean", "bits", "bits possible", PLAIN, Grain.HOUR, Grain.DAY);
    use(report, Grain.HOUR);
    use(report, Grain.DAY);
    report.ratio("K12.3", "start_failures", "failed starts", "plays", PLAIN, Grain.DAY);
    report.ratio("K12.3", "ended_by_error", "broken plays", "begun plays", PLAIN, Grain.DAY);
    report.ratio("K12.3", "requests", "failed requests", "requests", PLAIN, Grain.DAY);
    report.ratio("K12.4", "per_wall", "media", "wall", SECONDS, Grain.HOUR, Grain.DAY);
    report.ratio("K12.4", "per_cpu", "media", "cpu", SECONDS, Grain.HOUR, Grain.DAY);
    report.count("K12.4", "jobs", "jobs", Grain.HOUR, Grain.DAY);
  }

  private static void use(Report report, Grain grain) {
    for (String by : report.slices("uses")) {
      NavigableMap<Long, Long> samples = report.sums("uses", by, grain);
      Map<Long, Long> seen = new HashMap<>();
      Map<Long, Integer> found = new TreeMap<>();
      for (int bucket = 0; bucket < BUCKETS; bucket++) {
        int edge = bucket;
        report
            .sums("use " + bucket, by, grain)
            .forEach(
                (begin, count) -> {
                  long upTo = seen.merge(begin, count, Long::sum);
                  if (100 * upTo >= 95 * samples.getOrDefault(begin, 0L)) {
                    found.putIfAbsent(begin, edge);
                  }
                });
      }
      found.forEach(
          (begin, bucket) -> {
            String ranked = Long.toString(samples.getOrDefault(begin, 0L));
            double value = Buckets.edge(bucket) / 1000.0;
            report.row("K12.2", "p95", grain, begin, by, "", ranked, value);
          });
    }
  }
}
