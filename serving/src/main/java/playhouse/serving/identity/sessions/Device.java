package playhouse.serving.identity.sessions;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A device that an account's owner came in with.
 *
 * @param trustedUntil no second factor is asked for from it until then
 */
public record Device(
    UUID id,
    UUID account,
    String name,
    Instant created,
    Instant seen,
    Optional<Instant> trustedUntil) {}
