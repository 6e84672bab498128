package playhouse.serving.identity.signin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody has shown one factor and must show another.
 *
 * @param methods how they showed who they are so far
 * @param tries wrong ones that may still be tried
 */
public record HalfSignIn(
    UUID id,
    UUID account,
    List<String> methods,
    int tries,
    Instant created,
    Instant expires,
    Optional<UUID> device) {}
