package playhouse.serving.identity.sessions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Somebody signed in.
 *
 * @param profile as whom they watch now
 * @param person what everybody outside of identity knows that one by
 * @param chosen whether it was said who watches; if not, profile and person are the owner's, and
 *     nobody watches yet
 * @param methods how they showed who they are, such as password and totp
 * @param shown when they showed it last
 * @param proven when they showed a second factor, or a passkey, last; empty if never here
 */
public record Session(
    UUID id,
    UUID account,
    UUID profile,
    UUID person,
    boolean chosen,
    Optional<UUID> device,
    List<String> methods,
    Instant shown,
    Optional<Instant> proven,
    String network,
    String agent,
    Instant created,
    Instant seen,
    Instant expires) {

  /** What shows more than that somebody knows a password or reads an address' mail. */
  private static final Set<String> STRONG = Set.of("passkey", "totp", "sms", "backup-code");

  /** Whether that shows more than a first factor. */
  static boolean strong(String method) {
    return STRONG.contains(method);
  }

  /** Whether they ever showed here a second factor, or a passkey, which is two by itself. */
  public boolean strong() {
    return methods.stream().anyMatch(STRONG::contains);
  }
}
