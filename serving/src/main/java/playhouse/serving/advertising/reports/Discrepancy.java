package playhouse.serving.advertising.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What somebody else counted beside what we did, all impressions and clicks, the invalid among
 * them.
 *
 * @param impressionsPercent by how much more (or less) they counted, of ours; null if ours is none
 * @param flagged whether either differs by more than ten percent
 */
public record Discrepancy(
    LocalDate day,
    String lineItem,
    String teller,
    long theirImpressions,
    long ourImpressions,
    @Nullable BigDecimal impressionsPercent,
    long theirClicks,
    long ourClicks,
    @Nullable BigDecimal clicksPercent,
    boolean flagged) {
  private static final BigDecimal MOST_PERCENT = BigDecimal.TEN;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int DECIMALS = 2;

  /** Of both. */
  static Discrepancy of(ToldCount theirs, long impressions, long clicks) {
    return new Discrepancy(
        theirs.day(),
        theirs.lineItem(),
        theirs.teller(),
        theirs.impressions(),
        impressions,
        percent(theirs.impressions(), impressions),
        theirs.clicks(),
        clicks,
        percent(theirs.clicks(), clicks),
        differs(theirs.impressions(), impressions) || differs(theirs.clicks(), clicks));
  }

  private static boolean differs(long theirs, long ours) {
    BigDecimal percent = percent(theirs, ours);
    return percent == null ? theirs != ours : percent.abs().compareTo(MOST_PERCENT) > 0;
  }

  private static @Nullable BigDecimal percent(long theirs, long ours) {
    return ours == 0
        ? null
        : BigDecimal.valueOf(theirs - ours)
            .multiply(HUNDRED)
            .divide(BigDecimal.valueOf(ours), DECIMALS, RoundingMode.HALF_EVEN);
  }
}
