package playhouse.serving.advertising.budgets;

import java.time.Instant;
import java.util.UUID;
import playhouse.serving.advertising.orders.LineItem;

/** What line items and people have left, from memory: asked for each candidate of each auction. */
public interface Standing {
  /**
   * What a line item has spent, and what it holds for what is about to be shown.
   *
   * @param spentMicros in all
   * @param heldMicros for impressions that nobody has told of yet
   * @param todayMicros spent and held in this day of UTC
   * @param impressions told of in all
   */
  record Spending(long spentMicros, long heldMicros, long todayMicros, long impressions) {}

  /** Of a line item; all 0 if it was never shown. */
  Spending of(UUID lineItem);

  /** Whether it can pay so much more, in all and today. */
  boolean affords(LineItem lineItem, long micros);

  /** Whether that person may see it once more at that moment. */
  boolean mayShow(UUID person, LineItem lineItem, Instant at);
}
