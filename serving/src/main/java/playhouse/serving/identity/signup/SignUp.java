package playhouse.serving.identity.signup;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import playhouse.serving.identity.accounts.Accounts;

/**
 * Somebody on their way to an account.
 *
 * @param wanted what it is to be
 * @param verified when they showed that the address is theirs; empty if they have not
 */
public record SignUp(
    UUID id,
    Accounts.Wanted wanted,
    Instant created,
    Instant expires,
    Optional<Instant> verified) {}
