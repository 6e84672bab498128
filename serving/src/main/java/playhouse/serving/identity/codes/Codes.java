package playhouse.serving.identity.codes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.secrets.Borne;
import playhouse.serving.identity.secrets.Seal;

/**
 * Codes of six digits that are sent to somebody, and show that they had them: once, within ten
 * minutes, after four wrong ones at most. So few are sent an hour that trying finds none.
 */
public final class Codes {
  /** How long one is good. */
  public static final Duration GOOD_FOR = Duration.ofMinutes(10);

  private static final int DIGITS = 6;
  private static final int TRIES = 5;
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final int MOST_SENT = 5;
  private static final int AT_ONCE = 10_000;

  private final Seal seal;
  private final Clock clock;

  /** Whether a code was the right one. */
  public enum Said {
    RIGHT,
    WRONG,
    /** There is none that is good: never sent, too old, used, or tried too often. */
    GONE
  }

  /** Sealed so. */
  public Codes(Seal seal, Clock clock) {
    this.seal = seal;
    this.clock = clock;
  }

  /**
   * A new code, in place of the one before.
   *
   * @param purpose what it is for
   * @param subject whom or what it is about
   * @return empty if too many were sent lately: then the one before stays good
   */
  public Optional<String> fresh(Handle tx, String purpose, String subject) {
    Instant now = clock.instant();
    String code = Borne.digits(DIGITS);
    boolean put =
        CodeStore.put(
            tx,
            purpose,
            subject,
            hash(purpose, subject, code),
            TRIES,
            now.plus(GOOD_FOR),
            now,
            now.minus(WINDOW),
            MOST_SENT);
    return put ? Optional.of(code) : Optional.empty();
  }

  /** Whether that is the code; a right one is good no longer, and a wrong one is counted. */
  public Said check(Handle tx, String purpose, String subject, String code) {
    Optional<CodeStore.Kept> kept =
        CodeStore.locked(tx, purpose, subject, hash(purpose, subject, code));
    if (kept.isEmpty() || kept.get().tries() == 0 || kept.get().expires().isBefore(now())) {
      return Said.GONE;
    }
    CodeStore.leave(tx, purpose, subject, kept.get().right() ? 0 : kept.get().tries() - 1);
    return kept.get().right() ? Said.RIGHT : Said.WRONG;
  }

  /** Forgets what nobody can use; how many. */
  public int forget(Handle tx) {
    return CodeStore.forget(tx, now().minus(WINDOW), AT_ONCE);
  }

  private Instant now() {
    return clock.instant();
  }

  private byte[] hash(String purpose, String subject, String code) {
    return seal.mark("code", purpose + "\n" + subject + "\n" + code);
  }
}
