package playhouse.serving.advertising.reports;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.ads.AdCount;

/**
 * What is told of counts: the one place in which rates of ads are derived. Each is null where there
 * is nothing that it could be of.
 *
 * @param fill filled of all slots asked for (K5.1)
 * @param clickRate followed of all valid impressions (K5.3)
 * @param viewability seen of all valid impressions (K5.3)
 * @param completion seen to the end of all valid impressions
 * @param invalid found invalid of all impressions
 */
public record Figures(
    @Nullable BigDecimal fill,
    @Nullable BigDecimal clickRate,
    @Nullable BigDecimal viewability,
    @Nullable BigDecimal completion,
    @Nullable BigDecimal invalid) {
  private static final MathContext DIGITS = MathContext.DECIMAL64;
  private static final long THOUSAND = 1_000;

  /** Of those, by {@link AdCount}. */
  public static Figures of(long[] counts) {
    long valid = counts[AdCount.VALID_IMPRESSIONS.at()];
    long all = counts[AdCount.IMPRESSIONS.at()];
    return new Figures(
        share(counts[AdCount.FILLED.at()], counts[AdCount.REQUESTED.at()]),
        share(counts[AdCount.VALID_CLICKS.at()], valid),
        share(counts[AdCount.VIEWABLE.at()], valid),
        share(counts[AdCount.COMPLETE.at()], valid),
        share(all - valid, all));
  }

  /** What a thousand valid impressions earned, in millionths of the currency unit (K5.2). */
  public static @Nullable BigDecimal perThousandMicros(long validMicros, long validImpressions) {
    return share(Math.multiplyExact(THOUSAND, validMicros), validImpressions);
  }

  private static @Nullable BigDecimal share(long part, long whole) {
    return whole == 0
        ? null
        : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), DIGITS).stripTrailingZeros();
  }
}
