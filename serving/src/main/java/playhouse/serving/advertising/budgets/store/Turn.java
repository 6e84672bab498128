package playhouse.serving.advertising.budgets.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One time that somebody sees a line item.
 *
 * @param until when it is given back if it was not shown
 * @param shown when; empty if it is still to be: then it may be at any moment
 */
public record Turn(
    UUID person, UUID lineItem, UUID impression, Instant until, Optional<Instant> shown) {
  /** What lapses is given back a little later. */
  private static final Duration GIVEN_BACK = Duration.ofSeconds(2);

  /** Whether it counts for what is shown from then on. */
  public boolean countsAfter(Instant since) {
    return shown.isEmpty() || shown.get().isAfter(since);
  }

  /** Whether it was not shown in time, so that it is being given back. */
  public boolean overAt(Instant at) {
    return shown.isEmpty() && until.plus(GIVEN_BACK).isBefore(at);
  }
}
