package playhouse.serving.identity.passwordless;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A passkey, for its owner.
 *
 * @param synced whether it is on all devices of its owner's, and not on one alone
 */
public record Passkey(
    UUID id, String name, boolean synced, Instant created, Optional<Instant> used) {}
