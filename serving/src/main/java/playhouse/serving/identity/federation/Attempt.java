package playhouse.serving.identity.federation;

import java.util.Optional;
import java.util.UUID;

/**
 * Somebody on their way to another provider and back.
 *
 * @param next where they are sent in the end, within our own pages
 * @param account that is to be linked; empty if they want to come in
 * @param session that it was begun from
 */
record Attempt(String provider, String next, Optional<UUID> account, Optional<UUID> session) {}
