package playhouse.audience.truth.money;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import playhouse.audience.truth.Grain;
import playhouse.audience.truth.Report;

/** The values of money: K2.3, K2.4, K3.3, K4, K5, K9 and K11.1 and .2. */
public final class MoneyRows {

  private static final List<String> MOVES =
      List.of("new", "reactivation", "expansion", "contraction", "churn");

  private MoneyRows() {}

  /** Tells them. */
  public static void tell(Report report) {
    acquisition(report);
    churn(report);
    revenue(report);
    perHead(report, "arpu", "dau");
    perHead(report, "arppu", "paid");
    report.ratio("K4.3", "renewal", "renewed", "due", Report.Form.PLAIN, Grain.MONTH);
    report.ratio("K4.3", "recovered", "recovered", "due", Report.Form.PLAIN, Grain.MONTH);
    ads(report);
    costs(report);
    margins(report);
    report.ratio(
        "K11.2", "last_click", "attributed in a WEEK", "clicks", Report.Form.PLAIN, Grain.WEEK);
    report.firsts("campaign spend").forEach((campaign, at) -> campaign(report, campaign, at));
  }

  private static void acquisition(Report report) {
    report.ratio("K2.3", "blended", "spend", "new payers", Report.Form.MONEY_EACH, Grain.MONTH);
    report.ratio(
        "K2.3", "paid", "spend", "attributed in a MONTH", Report.Form.MONEY_EACH, Grain.MONTH);
    for (int days : List.of(7, 30, 90)) {
      report.ratio(
          "K2.4",
          "paid_" + days + "d",
          "paid within " + days,
          "cohort of " + days,
          Report.Form.PLAIN,
          Grain.WEEK);
    }
  }

  private static void churn(Report report) {
    Map<Long, Long> payers = atBeginning(report, "payers");
    Map<Long, Long> recurring = atBeginning(report, "mrr");
    share(report, "customers", "lost payers", payers, Report.Form.PLAIN);
    share(report, "voluntary", "lost voluntarily", payers, Report.Form.PLAIN);
    share(report, "involuntary", "lost involuntarily", payers, Report.Form.PLAIN);
    share(report, "revenue", "lost mrr", recurring, Report.Form.MONEY_SHARE);
  }

  private static void share(
      Report report, String measure, String series, Map<Long, Long> below, Report.Form form) {
    Map<Long, Long> above = report.sums(series, "", Grain.MONTH);
    below.forEach(
        (month, sum) ->
            report.ratio(
                "K3.3", measure, Grain.MONTH, month, "", above.getOrDefault(month, 0L), sum, form));
  }

  /** What changes have come to by the beginning of each month. */
  private static Map<Long, Long> atBeginning(Report report, String changes) {
    Map<Long, Long> byMonth = report.sums(changes, "", Grain.MONTH);
    Map<Long, Long> sums = new TreeMap<>();
    long sum = 0;
    for (long month : report.periods(Grain.MONTH)) {
      sums.put(month, sum);
      sum += byMonth.getOrDefault(month, 0L);
    }
    return sums;
  }

  private static void revenue(Report report) {
    for (String part : List.of("subscription", "transaction", "ads", "other", "refunds")) {
      whole(report, "K4.4", part, "revenue." + part, Grain.DAY, Grain.MONTH);
    }
    whole(report, "K4.4", "total", "revenue", Grain.DAY, Grain.MONTH);
    for (String move : MOVES) {
      whole(report, "K4.4", "mrr_" + move, "mrr." + move, Grain.DAY, Grain.MONTH);
    }
  }

  /** A sum of money that has no slices, though its series may. */
  private static void whole(
      Report report, String kpi, String measure, String series, Grain... grains) {
    for (Grain grain : grains) {
      Map<Long, Long> sums = report.sums(series, "", grain);
      for (long begin : report.periods(grain)) {
        long micros = sums.getOrDefault(begin, 0L);
        String written = Report.written(micros, 1_000_000);
        report.row(kpi, measure, grain, begin, "", written, "", micros / 1e6);
      }
    }
  }

  /** Revenue over the mean of those days on which there was anybody. */
  private static void perHead(Report report, String measure, String people) {
    Map<Long, Long> revenue = report.sums("revenue", "", Grain.MONTH);
    Map<Long, long[]> means = new TreeMap<>();
    report
        .sums(people, "", Grain.DAY)
        .forEach(
            (day, count) -> {
              if (count > 0) {
                long month = report.calendar().begin(Grain.MONTH, day);
                long[] mean = means.computeIfAbsent(month, key -> new long[2]);
                mean[0] += count;
                mean[1]++;
              }
            });
    means.forEach(
        (month, mean) -> {
          long micros = revenue.getOrDefault(month, 0L);
          String below =
              BigDecimal.valueOf(mean[0])
                  .divide(BigDecimal.valueOf(mean[1]), 6, RoundingMode.HALF_UP)
                  .toPlainString();
          double value = micros / 1e6 * mean[1] / mean[0];
          String above = Report.written(micros, 1_000_000);
          report.row("K4.2", measure, Grain.MONTH, month, "", above, below, value);
        });
  }

  private static void ads(Report report) {
    Grain[] grains = {Grain.HOUR, Grain.DAY};
    report.ratio("K5.1", "fill", "filled", "slots", Report.Form.PLAIN, grains);
    report.ratio(
        "K5.2", "ecpm", "revenue.ads", "impressions", Report.Form.MONEY_PER_THOUSAND, grains);
    for (Grain grain : grains) {
      Map<Long, Long> earned = report.sums("revenue.ads", "", grain);
      report
          .sums("plays", "", grain)
          .forEach(
              (begin, plays) ->
                  report.ratio(
                      "K5.2",
                      "rpm",
                      grain,
                      begin,
                      "",
                      earned.getOrDefault(begin, 0L),
                      plays,
                      Report.Form.MONEY_PER_THOUSAND));
    }
    report.ratio("K5.3", "ctr", "clicked", "impressions", Report.Form.PLAIN, grains);
    report.ratio("K5.3", "viewability", "viewable", "impressions", Report.Form.PLAIN, grains);
    report.ratio(
        "K5.4", "share", "revenue.ads", "revenue", Report.Form.MONEY_SHARE, Grain.DAY, Grain.MONTH);
  }

  private static void costs(Report report) {
    for (String kind : List.of("licence", "royalties", "production")) {
      whole(report, "K9.1", kind, "cost." + kind, Grain.MONTH);
    }
    whole(report, "K9.1", "total", "cost of content", Grain.MONTH);
    for (String kind : List.of("cdn", "compute", "people", "other")) {
      whole(report, "K9.2", kind, "cost." + kind, Grain.MONTH);
    }
    whole(report, "K9.2", "total", "cost of operating", Grain.MONTH);
  }

  private static void margins(Report report) {
    Map<Long, Long> content = report.sums("cost of content", "", Grain.MONTH);
    Map<Long, Long> operating = report.sums("cost of operating", "", Grain.MONTH);
    Map<Long, Long> spend = report.sums("spend", "", Grain.MONTH);
    report
        .sums("revenue", "", Grain.MONTH)
        .forEach(
            (month, revenue) -> {
              long gross = revenue - content.getOrDefault(month, 0L);
              long net = gross - operating.getOrDefault(month, 0L) - spend.getOrDefault(month, 0L);
              Report.Form form = Report.Form.MONEY_SHARE;
              report.ratio("K9.3", "margin", Grain.MONTH, month, "", gross, revenue, form);
              report.ratio("K9.4", "margin", Grain.MONTH, month, "", net, revenue, form);
            });
  }

  private static void campaign(Report report, String campaign, long firstSpend) {
    long begin = report.calendar().begin(Grain.CAMPAIGN, firstSpend);
    String by = "campaign=" + campaign;
    long spend = report.total("campaign spend", campaign);
    long margin = report.total("attributed margin", campaign);
    report.ratio(
        "K11.1", "roi", Grain.CAMPAIGN, begin, by, margin - spend, spend, Report.Form.MONEY_SHARE);
    long holdouts = report.total("holdout", campaign);
    if (holdouts > 0 && spend > 0) {
      BigDecimal expected =
          BigDecimal.valueOf(report.total("holdout margin", campaign))
              .multiply(BigDecimal.valueOf(report.total("treated", campaign)))
              .divide(BigDecimal.valueOf(holdouts), MathContext.DECIMAL128);
      BigDecimal gained =
          BigDecimal.valueOf(report.total("treated margin", campaign))
              .subtract(expected)
              .subtract(BigDecimal.valueOf(spend));
      double value = gained.doubleValue() / spend;
      // What was gained is a quotient itself, so that only what was spent is told exactly.
      String below = Report.written(spend, 1_000_000);
      report.row("K11.1", "incremental_roi", Grain.CAMPAIGN, begin, by, "", below, value);
    }
  }
}
