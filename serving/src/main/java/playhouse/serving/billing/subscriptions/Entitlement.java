package playhouse.serving.billing.subscriptions;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a person may use.
 *
 * @param plan empty if nothing
 * @param state paid, free, trial, grace or none
 * @param until first moment at which it must be asked again; empty if nothing will change by itself
 */
public record Entitlement(UUID person, String plan, String state, Optional<Instant> until) {

  /** As it is then: what is past its end and goes on has none that is known. */
  public Entitlement at(Instant now) {
    return new Entitlement(person, plan, state, until.filter(now::isBefore));
  }

  /** To nothing. */
  public static Entitlement none(UUID person) {
    return new Entitlement(person, "", "none", Optional.empty());
  }

  /** What a subscription entitles its owner to. */
  public static Entitlement of(Subscription s) {
    return of(s, s.person());
  }

  /** What it entitles somebody to whom it serves. */
  static Entitlement of(Subscription s, UUID person) {
    return switch (s.state()) {
      case TRIAL -> new Entitlement(person, s.plan(), "trial", Optional.of(s.termUntil()));
      case ACTIVE ->
          new Entitlement(person, s.plan(), s.free() ? "free" : "paid", Optional.of(s.termUntil()));
      case PAST_DUE ->
          new Entitlement(
              person, s.plan(), "grace", Optional.of(s.termFrom().plus(Subscriptions.GRACE)));
      case INCOMPLETE, PAUSED, EXPIRED -> none(person);
    };
  }
}
