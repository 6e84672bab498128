package playhouse.audience.truth;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import playhouse.audience.world.Catalogue;

/**
 * Turns the sums of one day into K1.3, K2.2, K3.1, K3.4, K4.1, K6.1, K6.2 and K10.2; a ratio over
 * nothing gives no row.
 */
final class Rows {

  private static final long HOUR_MILLIS = 3_600_000;

  private final Catalogue catalogue;
  private final Report report;
  private final long begin;
  private final DayBook book;

  Rows(Catalogue catalogue, Report report, long begin, DayBook book) {
    this.catalogue = catalogue;
    this.report = report;
    this.begin = begin;
    this.book = book;
  }

  void all() {
    completion();
    actives();
    timeSpent();
    entitlements();
    startup();
    rebuffering();
    count("K10.2", "likes", "", book.likes);
    count("K10.2", "favourites", "", book.favourites);
  }

  private void completion() {
    completion("", book.completion);
    book.completionByTitle.forEach(
        (title, sum) -> completion("title=" + catalogue.title(title).id(), sum));
  }

  private void completion(String by, DayBook.Completion sum) {
    if (sum.plays > 0) {
      // Shares are rounded play by play, so their sum is close but not exact and stands not here.
      double value = sum.units / 1e12 / sum.plays;
      row("K1.3", "completion", by, "", Long.toString(sum.plays), value);
    }
  }

  private void actives() {
    count("K2.2", "dau", "", book.people.daily);
    count("K2.2", "wau", "", book.people.weekly);
    count("K2.2", "mau", "", book.people.monthly);
    ratio("K2.2", "stickiness", "", book.people.daily, book.people.monthly);
  }

  private void timeSpent() {
    DayBook.PeopleSums people = book.people;
    long played = people.playedByActiveMillis;
    seconds("mean_seconds_per_person", played, people.daily);
    seconds("mean_seconds_per_session", played, people.sessions);
    if (people.playedSeconds.total() > 0) {
      percentile("K3.1", "median_seconds_per_person", "", people.playedSeconds, 50);
    }
    ratio("K3.4", "sessions_per_person", "", people.sessionsOfActive, people.daily);
  }

  private void seconds(String measure, long millis, long denominator) {
    if (denominator > 0) {
      double value = millis / 1000.0 / denominator;
      row("K3.1", measure, "", units(millis), Long.toString(denominator), value);
    }
  }

  private void entitlements() {
    count("K4.1", "paid", "", book.people.paid);
    count("K4.1", "trial", "", book.people.trial);
    count("K4.1", "grace", "", book.people.grace);
  }

  private void startup() {
    List<Integer> percents = List.of(50, 95, 99);
    book.startup.forEach(
        (by, histogram) -> percents.forEach(p -> percentile("K6.1", "p" + p, by, histogram, p)));
  }

  private void percentile(String kpi, String measure, String by, Histogram histogram, int percent) {
    String ranked = Long.toString(histogram.total());
    row(kpi, measure, by, "", ranked, (double) histogram.percentile(percent));
  }

  private void rebuffering() {
    long stalled = book.stalledMillis;
    long all = stalled + book.playedMillis;
    if (all > 0) {
      row("K6.2", "stall_ratio", "", units(stalled), units(all), (double) stalled / all);
    }
    if (book.playedMillis > 0) {
      double value = (double) book.stalls * HOUR_MILLIS / book.playedMillis;
      String denominator =
          new BigDecimal(book.playedMillis)
              .divide(BigDecimal.valueOf(HOUR_MILLIS), 6, RoundingMode.HALF_UP)
              .toPlainString();
      row("K6.2", "stalls_per_hour", "", Long.toString(book.stalls), denominator, value);
    }
  }

  /** Thousandths as a decimal. */
  private static String units(long millis) {
    return BigDecimal.valueOf(millis, 3).toPlainString();
  }

  private void count(String kpi, String measure, String by, long count) {
    row(kpi, measure, by, Long.toString(count), "", (double) count);
  }

  private void ratio(String kpi, String measure, String by, long numerator, long denominator) {
    if (denominator != 0) {
      double value = (double) numerator / denominator;
      row(kpi, measure, by, Long.toString(numerator), Long.toString(denominator), value);
    }
  }

  private void row(
      String kpi, String measure, String by, String numerator, String denominator, double value) {
    report.row(kpi, measure, Grain.DAY, begin, by, numerator, denominator, value);
  }
}
