package playhouse.serving.identity.mfa;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.platform.Refusal;

/**
 * Keeps who knows a password from guessing codes, however often they begin anew. Wrong ones in a
 * row are counted for each device that the account knows by itself, so that nobody keeps its owner
 * out there, and for everywhere else together: after ten each costs a rest, at first of a minute,
 * then of twice as long, up to six hours. That is 1500 a year, each of which is right with three in
 * a million.
 */
final class Guesses {
  /** So many are free. */
  static final int FREE = 10;

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(6);
  private static final int MOST_DOUBLINGS = 9;

  /** After that nobody guesses any more. */
  private static final Duration KEPT = Duration.ofDays(7);

  private static final String ELSEWHERE = "elsewhere";
  private static final int AT_ONCE = 10_000;

  private final Clock clock;

  Guesses(Clock clock) {
    this.clock = clock;
  }

  /** Where somebody comes from, as it is counted. */
  static String place(Optional<UUID> device) {
    return device.map(known -> "device " + known).orElse(ELSEWHERE);
  }

  /**
   * Refuses who must rest.
   *
   * @throws Refusal 429
   */
  void check(Handle tx, UUID account, String place) {
    Instant now = clock.instant();
    Optional<Instant> until = GuessStore.until(tx, account, place).filter(now::isBefore);
    if (until.isPresent()) {
      throw Refusal.tooMany(Duration.between(now, until.get()).toSeconds() + 1);
    }
  }

  /** Counts one that was wrong; how many there are in a row. */
  int wrong(Handle tx, UUID account, String place) {
    Instant now = clock.instant();
    int wrong = GuessStore.wrong(tx, account, place, now);
    if (wrong >= FREE) {
      Duration rest = SHORTEST.multipliedBy(1L << Math.min(wrong - FREE, MOST_DOUBLINGS));
      GuessStore.rest(tx, account, place, now.plus(rest.compareTo(LONGEST) > 0 ? LONGEST : rest));
    }
    return wrong;
  }

  /** Forgets those from there: one was right. */
  void right(Handle tx, UUID account, String place) {
    GuessStore.clear(tx, account, place);
  }

  /** Forgets what is old; how many. */
  int forgetOld(Handle tx) {
    return GuessStore.forget(tx, clock.instant().minus(KEPT), AT_ONCE);
  }
}
