package playhouse.serving.identity.accounts;

import java.util.Optional;
import java.util.UUID;

/**
 * Who watches with an account.
 *
 * @param person what everybody outside of identity knows them by
 * @param mostAge the oldest audience that titles may be made for; empty for no limit
 * @param guarded whether a PIN is asked of who wants to watch as them
 */
public record Profile(
    UUID id, UUID account, UUID person, String name, Optional<Integer> mostAge, boolean guarded) {}
