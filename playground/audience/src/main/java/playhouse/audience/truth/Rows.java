package playhouse.audience.truth;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import playhouse.audience.world.Catalogue;

/** Turns the sums of one day into the twelve KPIs; a ratio over nothing gives no row. */
final class Rows {

  private static final long HOUR_MILLIS = 3_600_000;

  private final Catalogue catalogue;
  private final String zone;
  private final String day;
  private final DayBook book;
  private final Consumer<Row> out;

  Rows(Catalogue catalogue, String zone, int day, DayBook book, Consumer<Row> out) {
    this.catalogue = catalogue;
    this.zone = zone;
    this.day = LocalDate.ofEpochDay(day).toString();
    this.book = book;
    this.out = out;
  }

  void all() {
    completion();
    registrations();
    actives();
    timeSpent();
    entitlements();
    revenue();
    advertising();
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

  private void registrations() {
    long all = book.registrations.values().stream().mapToLong(Long::longValue).sum();
    count("K2.1", "registrations", "", all);
    book.registrations.forEach((by, n) -> count("K2.1", "registrations", "channel=" + by, n));
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

  private void revenue() {
    DayBook.Ads ads = book.ads.getOrDefault("", new DayBook.Ads());
    money("subscription", book.subscriptionMicros);
    money("transaction", book.transactionMicros);
    money("ads", ads.revenueMicros);
    money("other", book.otherMicros);
    money("refunds", book.refundMicros);
    money(
        "total",
        book.subscriptionMicros
            + book.transactionMicros
            + ads.revenueMicros
            + book.otherMicros
            + book.refundMicros);
  }

  private void money(String measure, long micros) {
    row("K4.4", measure, "", Row.units(micros), "", micros / 1e6);
  }

  private void advertising() {
    book.ads.forEach(
        (by, ads) -> {
          perThousand("ecpm", by, ads.revenueMicros, ads.impressions);
          ratio("K5.3", "ctr", by, ads.clicked, ads.impressions);
          ratio("K5.3", "viewability", by, ads.viewable, ads.impressions);
        });
    long revenue = book.ads.getOrDefault("", new DayBook.Ads()).revenueMicros;
    perThousand("rpm", "", revenue, book.plays);
  }

  private void perThousand(String measure, String by, long micros, long denominator) {
    if (denominator > 0) {
      double value = micros / 1e6 / denominator * 1000;
      row("K5.2", measure, by, Row.units(micros), Long.toString(denominator), value);
    }
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
    out.accept(new Row(kpi, measure, zone, day, by, numerator, denominator, value));
  }

  /** All rows of a day, in order. */
  static List<Row> of(Catalogue catalogue, String zone, int day, DayBook book) {
    List<Row> rows = new ArrayList<>();
    new Rows(catalogue, zone, day, book, rows::add).all();
    return rows;
  }
}
