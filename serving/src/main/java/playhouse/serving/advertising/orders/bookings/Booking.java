package playhouse.serving.advertising.orders.bookings;

import java.time.Instant;
import java.util.UUID;
import playhouse.serving.advertising.orders.LineItem;

/**
 * A line item as it was ordered.
 *
 * @param state active, paused or ended
 * @param version grows with each change
 */
public record Booking(
    UUID id, long number, UUID order, UUID advertiser, Terms terms, String state, int version) {

  /** As those who choose ads know it. */
  public LineItem lineItem() {
    return terms.lineItem(id, order, advertiser);
  }

  /** Whether it is to be shown at that moment, for all that it says itself. */
  public boolean runsAt(Instant now) {
    return state.equals("active") && !now.isBefore(terms.begins()) && now.isBefore(terms.ends());
  }
}
