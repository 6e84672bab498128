package playhouse.serving.advertising.beacons;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An ad that was chosen to be shown, as facts tell of it.
 *
 * @param person who was to see it; empty if nobody may know
 * @param at when it was chosen, or began to show
 * @param shown whether it began to show
 */
public record Showing(
    UUID impression,
    String creative,
    String lineItem,
    String advertiser,
    Optional<UUID> person,
    Optional<UUID> device,
    Instant at,
    boolean shown) {}
