package playhouse.serving.billing.subscriptions;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a person may use.
 *
 * @param plan empty if nothing
 * @param state paid, free, trial, grace or none
 * @param until first moment at which it must be asked again; empty if nothing will change by itself
 */
public record Entitlement(UUID person, String plan, String state, Optional<Instant> until) {

  /** To nothing. */
  public static Entitlement none(UUID person) {
    return new Entitlement(person, "", "none", Optional.empty());
  }

  /**
   * What a subscription entitles somebody to whom it serves. What should have ended goes on while
   * it is not known what became of money, but not for ever: {@link Subscriptions#GRACE} after its
   * term, or, if that is not paid as it should be, with it.
   */
  static Entitlement of(Subscription s, UUID person, Instant now) {
    return switch (s.state()) {
      case TRIAL -> until(s, person, "trial", now, s.termUntil(), outlasted(s));
      case ACTIVE -> until(s, person, s.free() ? "free" : "paid", now, s.termUntil(), outlasted(s));
      case PAST_DUE ->
          until(s, person, "grace", now, s.termFrom().plus(Subscriptions.GRACE), s.termUntil());
      case INCOMPLETE, PAUSED, EXPIRED -> none(person);
    };
  }

  private static Instant outlasted(Subscription s) {
    return s.termUntil().plus(Subscriptions.GRACE);
  }

  private static Entitlement until(
      Subscription s, UUID person, String state, Instant now, Instant... ends) {
    return Stream.of(ends)
        .filter(now::isBefore)
        .findFirst()
        .map(end -> new Entitlement(person, s.plan(), state, Optional.of(end)))
        .orElseGet(() -> none(person));
  }
}
