package playhouse.serving.identity.sessions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody signed in.
 *
 * @param profile as whom they watch now
 * @param person what everybody outside of identity knows that one by
 * @param methods how they showed who they are, such as password and totp
 * @param shown when they showed it last
 */
public record Session(
    UUID id,
    UUID account,
    UUID profile,
    UUID person,
    Optional<UUID> device,
    List<String> methods,
    Instant shown,
    String network,
    String agent,
    Instant created,
    Instant seen,
    Instant expires) {

  /** Whether they showed two things of different kinds, or a passkey, which is two by itself. */
  public boolean strong() {
    return methods.contains("passkey") || methods.size() > 1;
  }
}
