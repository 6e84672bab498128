package playhouse.serving.identity.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a client was let in to; all its tokens end with it.
 *
 * @param session of who let it in; empty for a machine that asks as itself
 * @param person whom it speaks for
 */
public record Grant(
    UUID id,
    String client,
    Optional<UUID> session,
    Optional<UUID> person,
    List<String> scopes,
    Instant created) {}
