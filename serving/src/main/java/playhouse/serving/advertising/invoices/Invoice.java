package playhouse.serving.advertising.invoices;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * What an advertiser owes of an order; all money in millionths of the currency unit.
 *
 * @param through last day of UTC that it is for
 * @param bookedMicros of its lines
 * @param carriedMicros that were left of those before
 * @param amountMicros both, rounded once to the currency's smallest unit: what is owed
 * @param remainderMicros what that is less than both, or more: it is carried to the next
 */
public record Invoice(
    UUID id,
    long number,
    UUID advertiser,
    UUID order,
    LocalDate through,
    String currency,
    long bookedMicros,
    long carriedMicros,
    long amountMicros,
    long remainderMicros,
    Instant issued,
    List<Line> lines) {

  /** What of it is for a line item. */
  public record Line(UUID lineItem, String name, long impressions, long bookedMicros) {}
}
