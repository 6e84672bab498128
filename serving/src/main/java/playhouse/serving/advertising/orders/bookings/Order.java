package playhouse.serving.advertising.orders.bookings;

import java.time.Instant;
import java.util.UUID;

/**
 * What an advertiser ordered together.
 *
 * @param reference of the advertiser, as it stands on invoices
 * @param currency of all its line items
 */
public record Order(
    UUID id,
    long number,
    UUID advertiser,
    String name,
    String reference,
    String currency,
    Instant created) {}
