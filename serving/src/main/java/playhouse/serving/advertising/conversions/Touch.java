package playhouse.serving.advertising.conversions;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An ad that somebody saw, and perhaps followed.
 *
 * @param person who; empty if nobody may know
 * @param clicked when they followed it; empty if they did not
 */
public record Touch(
    UUID impression,
    String advertiser,
    Optional<UUID> person,
    Instant shown,
    Optional<Instant> clicked) {}
