package playhouse.serving.advertising.reports;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.ads.AdCount;
import playhouse.contracts.ads.PeopleSketch;

/**
 * A line of a report.
 *
 * @param key what it is of: a line item, a placement, an hour
 * @param started ads that began to show: the same as impressions, for that is when they count
 * @param reach different people who saw any; by estimate beyond 256, see the report's reachError
 */
public record Line(
    String key,
    long requested,
    long filled,
    long impressions,
    long validImpressions,
    long invalid,
    long started,
    long firstQuartile,
    long midpoint,
    long thirdQuartile,
    long complete,
    long viewable,
    long clicks,
    long validClicks,
    long conversions,
    long reach,
    List<Revenue> revenue,
    Figures figures) {

  /**
   * What was earned in one currency.
   *
   * @param ecpmMicros of a thousand valid impressions; null if there was none
   */
  public record Revenue(
      String currency,
      long revenueMicros,
      long validRevenueMicros,
      @Nullable BigDecimal ecpmMicros) {}

  /** Of all those rows. */
  static Line of(String key, List<ReportRow> rows) {
    long[] all = new long[AdCount.SIZE];
    byte[] people = PeopleSketch.none();
    TreeMap<String, long[]> byCurrency = new TreeMap<>();
    for (ReportRow row : rows) {
      add(all, row.counts());
      people = PeopleSketch.joined(people, row.people());
      if (!row.currency().isEmpty()) {
        add(byCurrency.computeIfAbsent(row.currency(), none -> new long[all.length]), row.counts());
      }
    }
    List<Revenue> revenue = new ArrayList<>();
    byCurrency.forEach((currency, counts) -> revenue.add(revenue(currency, counts)));
    return line(key, all, PeopleSketch.count(people), List.copyOf(revenue));
  }

  private static Line line(String key, long[] all, long reach, List<Revenue> revenue) {
    long impressions = all[AdCount.IMPRESSIONS.at()];
    long valid = all[AdCount.VALID_IMPRESSIONS.at()];
    return new Line(
        key,
        all[AdCount.REQUESTED.at()],
        all[AdCount.FILLED.at()],
        impressions,
        valid,
        impressions - valid,
        impressions,
        all[AdCount.FIRST_QUARTILE.at()],
        all[AdCount.MIDPOINT.at()],
        all[AdCount.THIRD_QUARTILE.at()],
        all[AdCount.COMPLETE.at()],
        all[AdCount.VIEWABLE.at()],
        all[AdCount.CLICKS.at()],
        all[AdCount.VALID_CLICKS.at()],
        all[AdCount.CONVERSIONS.at()],
        reach,
        revenue,
        Figures.of(all));
  }

  private static Revenue revenue(String currency, long[] counts) {
    long micros = counts[AdCount.VALID_REVENUE_MICROS.at()];
    return new Revenue(
        currency,
        counts[AdCount.REVENUE_MICROS.at()],
        micros,
        Figures.perThousandMicros(micros, counts[AdCount.VALID_IMPRESSIONS.at()]));
  }

  private static void add(long[] sum, long[] counts) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] = Math.addExact(sum[i], counts[i]);
    }
  }
}
