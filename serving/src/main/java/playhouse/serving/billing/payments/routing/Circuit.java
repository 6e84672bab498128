package playhouse.serving.billing.payments.routing;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether a provider is well. One that fails again and again is left alone for a while; then one
 * payment tries whether it is well again.
 */
final class Circuit {
  /** So many failures in a row. */
  static final int FAILURES = 5;

  static final Duration REST = Duration.ofSeconds(30);

  private int failures;
  private Instant restsUntil = Instant.MIN;

  /** Whether it may be asked for something new; of those after its rest one is let through. */
  synchronized boolean lets(Instant now) {
    if (failures < FAILURES) {
      return true;
    }
    if (now.isBefore(restsUntil)) {
      return false;
    }
    restsUntil = now.plus(REST);
    return true;
  }

  /** Whether nothing speaks against it; asks for nothing. */
  synchronized boolean well(Instant now) {
    return failures < FAILURES || !now.isBefore(restsUntil);
  }

  /** It has answered. */
  synchronized void answered() {
    failures = 0;
  }

  /** It was not there, or nobody knows what it did. */
  synchronized void failed(Instant now) {
    failures++;
    if (failures >= FAILURES) {
      restsUntil = now.plus(REST);
    }
  }
}
