package playhouse.audience.truth;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** One zone's sums, told as values; a ratio over nothing gives no row. */
public final class Report {

  /** How a numerator and a denominator are written and divided. */
  public enum Form {
    PLAIN(1, 1, 1),
    PERCENT(1, 1, 100),
    /** Millionths ÷ a count. */
    MONEY_EACH(1_000_000, 1, 1),
    /** Millionths ÷ a count × 1000. */
    MONEY_PER_THOUSAND(1_000_000, 1, 1000),
    /** Millionths ÷ millionths. */
    MONEY_SHARE(1_000_000, 1_000_000, 1),
    /** Milliseconds ÷ milliseconds, told in seconds. */
    SECONDS(1000, 1000, 1);

    private final long above;
    private final long below;
    private final double factor;

    Form(long above, long below, double factor) {
      this.above = above;
      this.below = below;
      this.factor = factor;
    }
  }

  private final Known known;
  private final LocalDays calendar;
  private final List<Tally> tallies;
  private final Consumer<Row> out;

  Report(Known known, LocalDays calendar, List<Tally> tallies, Consumer<Row> out) {
    this.known = known;
    this.calendar = calendar;
    this.tallies = tallies;
    this.out = out;
  }

  /** What is known of all that happened. */
  public Known known() {
    return known;
  }

  /** The zone's periods. */
  public LocalDays calendar() {
    return calendar;
  }

  /** All periods that anything may be told of, by their first moments. */
  public List<Long> periods(Grain grain) {
    return calendar.periods(grain, known.earliest(), known.latest());
  }

  /** A slice's sums by period. */
  public NavigableMap<Long, Long> sums(String series, String by, Grain grain) {
    NavigableMap<Long, Long> sums = new TreeMap<>();
    tallies.forEach(tally -> tally.roll(series, by, grain, calendar, sums));
    return sums;
  }

  /** A slice's sum over all time. */
  public long total(String series, String by) {
    return tallies.stream().mapToLong(tally -> tally.total(series, by)).sum();
  }

  /** The first moments of a series by slice. */
  public SortedMap<String, Long> firsts(String series) {
    SortedMap<String, Long> firsts = new TreeMap<>();
    tallies.forEach(
        tally -> tally.firsts(series).forEach((by, at) -> firsts.merge(by, at, Math::min)));
    return firsts;
  }

  /** The slices of a series. */
  public SortedSet<String> slices(String series) {
    SortedSet<String> slices = new TreeSet<>();
    tallies.forEach(tally -> slices.addAll(tally.slices(series)));
    return slices;
  }

  /** A count: every period for the whole, where there is something for its slices. */
  public void count(String kpi, String measure, String series, Grain... grains) {
    sum(kpi, measure, series, 1, grains);
  }

  /** The same of money in millionths. */
  public void money(String kpi, String measure, String series, Grain... grains) {
    sum(kpi, measure, series, 1_000_000, grains);
  }

  private void sum(String kpi, String measure, String series, long unit, Grain... grains) {
    SortedSet<String> slices = slices(series);
    slices.add("");
    for (Grain grain : grains) {
      for (String by : slices) {
        NavigableMap<Long, Long> sums = sums(series, by, grain);
        if (by.isEmpty()) {
          periods(grain).forEach(begin -> sums.putIfAbsent(begin, 0L));
        } else {
          sums.values().removeIf(sum -> sum == 0);
        }
        sums.forEach(
            (begin, sum) ->
                row(kpi, measure, grain, begin, by, written(sum, unit), "", (double) sum / unit));
      }
    }
  }

  /** A share of sums, for the whole and every slice that the denominator has. */
  public void ratio(
      String kpi, String measure, String above, String below, Form form, Grain... grains) {
    for (Grain grain : grains) {
      for (String by : slices(below)) {
        Map<Long, Long> numerators = sums(above, by, grain);
        sums(below, by, grain)
            .forEach(
                (begin, denominator) ->
                    ratio(
                        kpi,
                        measure,
                        grain,
                        begin,
                        by,
                        numerators.getOrDefault(begin, 0L),
                        denominator,
                        form));
      }
    }
  }

  /** A share of two sums. */
  public void ratio(
      String kpi,
      String measure,
      Grain grain,
      long begin,
      String by,
      long numerator,
      long denominator,
      Form form) {
    if (denominator != 0) {
      double above = (double) numerator / form.above;
      double below = (double) denominator / form.below;
      row(
          kpi,
          measure,
          grain,
          begin,
          by,
          written(numerator, form.above),
          written(denominator, form.below),
          above / below * form.factor);
    }
  }

  /** Any value. */
  public void row(
      String kpi,
      String measure,
      Grain grain,
      long begin,
      String by,
      String numerator,
      String denominator,
      double value) {
    String day = LocalDate.ofEpochDay(calendar.day(begin)).toString();
    String zone = calendar.zone().getId();
    Instant started = Instant.ofEpochMilli(begin);
    out.accept(new Row(kpi, measure, zone, grain, day, started, by, numerator, denominator, value));
  }

  /** A sum as a decimal, in units of that many. */
  public static String written(long sum, long unit) {
    // A decimal unit has as many places as it has noughts.
    int places = Long.toString(unit).length() - 1;
    return BigDecimal.valueOf(sum, places).toPlainString();
  }
}
