package playhouse.serving.identity.federation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An account at another provider that lets in to one of ours.
 *
 * @param used when it last did
 */
record Linked(
    String provider, String issuer, UUID account, Instant linked, Optional<Instant> used) {}
