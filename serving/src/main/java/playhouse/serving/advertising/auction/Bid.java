package playhouse.serving.advertising.auction;

import java.util.Collections;
import java.util.Comparator;
import java.util.Set;
import playhouse.serving.advertising.matching.Matching.Fit;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.LineItem;

/**
 * An ad that could be shown in a break.
 *
 * @param rank what it is chosen by: its value, and more while what was promised is behind
 * @param valueMicros of a thousand, in the break's currency
 * @param rate units of the break's currency for one of the line item's
 */
record Bid(Fit fit, Creative creative, long rank, long valueMicros, double rate) {
  /** What brings most first. */
  static final Comparator<Bid> DEAREST_FIRST = Comparator.comparingLong(Bid::rank).reversed();

  private static final String NO_REGISTRY = "unknown";

  LineItem lineItem() {
    return fit.flight().lineItem();
  }

  long millis() {
    return creative.durationMillis();
  }

  /** Whether both are of one line item. */
  boolean ofSame(Bid other) {
    return lineItem().id().equals(other.lineItem().id());
  }

  /**
   * Whether a break may not hold both.
   *
   * @param separate true if competitors are kept apart, too
   */
  boolean bars(Bid other, boolean separate) {
    return ofSame(other)
        || sameFilm(creative, other.creative)
        || (separate
            && (lineItem().advertiser().equals(other.lineItem().advertiser())
                || meet(creative.categories(), other.creative.categories())
                || meet(creative.domains(), other.creative.domains())));
  }

  private static boolean meet(Set<String> some, Set<String> others) {
    return !Collections.disjoint(some, others);
  }

  /** Whether who watches sees the same. */
  private static boolean sameFilm(Creative one, Creative other) {
    return one.id().equals(other.id())
        || (one.adId().equals(other.adId())
            && one.registry().equals(other.registry())
            && !one.registry().equals(NO_REGISTRY));
  }
}
