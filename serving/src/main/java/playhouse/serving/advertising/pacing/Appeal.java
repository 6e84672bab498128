package playhouse.serving.advertising.pacing;

import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.advertising.orders.Opportunity;

/** What people are likely to do with an ad. */
public interface Appeal {
  /**
   * Calibrated chances, each 0 to 1.
   *
   * @param click that a valid click follows
   * @param complete that it is seen to its end
   */
  record Chances(double click, double complete) {}

  /** Of showing that creative there, at that place in the break. */
  Chances of(LineItem lineItem, Creative creative, Opportunity opportunity, int slot);

  /**
   * Which of a line item's creatives to show: the promising, and now and then one that little is
   * known of.
   *
   * @param creatives at least one
   * @param random 0 to 1, of the request
   */
  Creative choose(
      LineItem lineItem,
      java.util.List<Creative> creatives,
      Opportunity opportunity,
      double random);
}
