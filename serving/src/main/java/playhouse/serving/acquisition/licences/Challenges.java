package playhouse.serving.acquisition.licences;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.secrets.Seal;
import playhouse.serving.platform.Refusal;

/**
 * Words of ours that a request for keys must bear: each is for one person in one session, for two
 * minutes by our own clock, and for one request. A request that was overheard is worth nothing, and
 * what a player takes the time to be matters to nobody.
 */
public final class Challenges {
  /** How long one is good for. */
  static final Duration GOOD = Duration.ofMinutes(2);

  /** How far the clocks of our own processes may be apart. */
  private static final Duration AHEAD = Duration.ofSeconds(5);

  private static final String PURPOSE = "licence challenge";
  private static final int RANDOM_BYTES = 16;
  private static final int HEAD_BYTES = Long.BYTES + RANDOM_BYTES;
  private static final int MARK_BYTES = 16;
  private static final int FORGET_AT_ONCE = 5_000;

  private final Seal seal;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /** Marked with that. */
  public Challenges(Seal seal, Clock clock) {
    this.seal = seal;
    this.clock = clock;
  }

  /** A fresh one. */
  String fresh(UUID person, Optional<UUID> session) {
    byte[] chance = new byte[RANDOM_BYTES];
    random.nextBytes(chance);
    byte[] head =
        ByteBuffer.allocate(HEAD_BYTES).putLong(clock.instant().toEpochMilli()).put(chance).array();
    byte[] all = Arrays.copyOf(head, HEAD_BYTES + MARK_BYTES);
    System.arraycopy(mark(head, person, session), 0, all, HEAD_BYTES, MARK_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  /**
   * Takes one: it is good no more.
   *
   * @throws Refusal 409 if it is not theirs, too old, or was used before
   */
  void take(Handle tx, String challenge, UUID person, Optional<UUID> session) {
    byte[] all = bytes(challenge);
    Instant now = clock.instant();
    if (all.length != HEAD_BYTES + MARK_BYTES || !good(all, person, session, now)) {
      throw Refusal.conflict(
          "challenge_over", "the challenge is not good, or no more: ask for another");
    }
    if (!LicenceStore.use(tx, seal.mark(PURPOSE + " used", challenge), now)) {
      throw Refusal.conflict("licence_replayed", "the challenge was used before: ask for another");
    }
  }

  private boolean good(byte[] all, UUID person, Optional<UUID> session, Instant now) {
    byte[] head = Arrays.copyOf(all, HEAD_BYTES);
    byte[] told = Arrays.copyOfRange(all, HEAD_BYTES, HEAD_BYTES + MARK_BYTES);
    Instant made = Instant.ofEpochMilli(ByteBuffer.wrap(head).getLong());
    return MessageDigest.isEqual(told, mark(head, person, session))
        && !now.isAfter(made.plus(GOOD))
        && !made.isAfter(now.plus(AHEAD));
  }

  /** Forgets those that are too old to be used; how many. */
  int forget(Handle tx) {
    return LicenceStore.forgetUsed(
        tx, clock.instant().minus(GOOD.plus(AHEAD).multipliedBy(2)), FORGET_AT_ONCE);
  }

  private byte[] mark(byte[] head, UUID person, Optional<UUID> session) {
    String text =
        Base64.getUrlEncoder().encodeToString(head)
            + " "
            + person
            + " "
            + session.map(UUID::toString).orElse("");
    return Arrays.copyOf(seal.mark(PURPOSE, text), MARK_BYTES);
  }

  private static byte[] bytes(String challenge) {
    try {
      return Base64.getUrlDecoder().decode(challenge);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
