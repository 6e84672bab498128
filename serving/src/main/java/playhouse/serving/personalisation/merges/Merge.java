package playhouse.serving.personalisation.merges;

import java.time.Instant;
import java.util.UUID;

/**
 * A pseudonym that is taken to be somebody's, or was.
 *
 * @param split it was, and is no longer
 * @param how sign-in or asked
 * @param number grows over all mergings and splittings
 */
record Merge(UUID other, UUID person, boolean split, String how, Instant at, long number) {
  static final String SIGN_IN = "sign-in";
  static final String ASKED = "asked";

  /** Whether it is that person's now. */
  boolean isOf(UUID whose) {
    return !split && person.equals(whose);
  }
}
