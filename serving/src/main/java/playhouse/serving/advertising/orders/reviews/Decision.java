package playhouse.serving.advertising.orders.reviews;

import java.time.Instant;
import java.util.UUID;

/**
 * What somebody decided.
 *
 * @param kind advertiser or creative
 * @param version of it that they looked at
 * @param decision approved, refused or suspended
 */
public record Decision(
    long number,
    String kind,
    UUID subject,
    int version,
    String decision,
    String reason,
    String who,
    Instant at) {}
