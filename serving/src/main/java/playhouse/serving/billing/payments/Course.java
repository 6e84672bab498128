package playhouse.serving.billing.payments;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import playhouse.serving.billing.payments.Payment.State;
import playhouse.serving.billing.payments.Payment.Step;

/**
 * The rules of what becomes of a payment by what is heard of it. Only a provider's clear word takes
 * it to an end; everything else is asked again.
 *
 * @param now when it is heard
 */
record Course(Instant now) {
  /** How long after each refusal of the bank it is asked again; then no more. */
  private static final List<Duration> AGAIN =
      List.of(Duration.ofDays(1), Duration.ofDays(2), Duration.ofDays(3));

  /** How long a payer may take to do what they have to. */
  static final Duration ACTION = Duration.ofMinutes(15);

  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration SELDOM = Duration.ofHours(1);

  static final String ABANDONED = "challenge_abandoned";
  static final String RELEASED = "released";
  static final String EXPIRED = "authorisation_expired";
  static final String DIFFERS = "amount_differs";

  /** Refusals that asking again by oneself cannot change. */
  private static final Set<String> FINAL = Set.of(EXPIRED);

  /** Where a payment goes. */
  Payment next(Payment p, Outcome outcome, Optional<PaymentMethod> other) {
    Progress at = p.progress();
    if (outcome instanceof Outcome.Captured captured) {
      boolean asked = captured.money().equals(Optional.of(p.amount()));
      return p.at(
          at.in(asked ? State.CAPTURED : State.DISPUTED, now)
              .said(
                  Optional.of(captured.providerId()),
                  asked ? Optional.empty() : Optional.of(DIFFERS)));
    }
    if (outcome instanceof Outcome.Declined declined) {
      return declined(p, declined, other);
    }
    if (outcome instanceof Outcome.Authorised authorised) {
      return p.at(authorised(p, authorised));
    }
    if (outcome instanceof Outcome.ActionRequired action) {
      return p.at(action(at, action));
    }
    boolean gone =
        outcome instanceof Outcome.Released
            || (outcome instanceof Outcome.NeverSeen && at.step() == Step.RELEASE);
    if (gone) {
      return released(p, other);
    }
    if (outcome instanceof Outcome.NeverSeen) {
      return p.at(at.due(Step.CHARGE, now));
    }
    State state = outcome instanceof Outcome.NotSent ? State.DUE : State.UNKNOWN;
    return p.at(at.again(state, now.plus(wait(at.inquiries()))));
  }

  /** Soon at first, then more and more seldom. */
  static Duration wait(int times) {
    Duration wait = SOON.multipliedBy(1L << Math.min(times, 20));
    return wait.compareTo(SELDOM) > 0 ? SELDOM : wait;
  }

  private Payment declined(Payment p, Outcome.Declined declined, Optional<PaymentMethod> other) {
    Progress said =
        p.progress()
            .said(
                declined.providerId().isEmpty()
                    ? p.providerId()
                    : Optional.of(declined.providerId()),
                Optional.of(declined.code()));
    boolean purchase = p.purpose().purchase().isPresent();
    Optional<PaymentMethod> changed =
        other.filter(method -> !purchase && !method.token().equals(p.token()));
    if (changed.isPresent()) {
      // Set while the answer was waited for.
      return p.by(changed.get()).at(said.next(now));
    }
    boolean last =
        purchase
            || FINAL.contains(declined.code())
            || p.progress().step() == Step.RELEASE
            || p.attempt() > AGAIN.size();
    return p.at(
        last ? said.in(State.FAILED, now) : said.next(now.plus(AGAIN.get(p.attempt() - 1))));
  }

  private Progress authorised(Payment p, Outcome.Authorised authorised) {
    Progress at = p.progress().said(Optional.of(authorised.providerId()), p.code());
    boolean asked =
        Outcome.money(authorised.amountMinor(), authorised.currency())
            .equals(Optional.of(p.amount()));
    if (!asked) {
      // Nothing was taken yet: it is let go of.
      return at.said(at.providerId(), Optional.of(DIFFERS)).due(Step.RELEASE, now);
    }
    return switch (at.step()) {
      case CHARGE -> p.hold() ? at.authorised(authorised.until()) : at.due(Step.CAPTURE, now);
      // It has not been done yet.
      case CAPTURE, RELEASE -> at.again(State.DUE, now.plus(wait(at.inquiries())));
    };
  }

  private Progress action(Progress at, Outcome.ActionRequired action) {
    if (at.step() != Step.CHARGE) {
      return at.again(State.DUE, now.plus(wait(at.inquiries())));
    }
    Progress said = at.said(Optional.of(action.providerId()), at.code());
    Instant limit = at.until().orElse(now.plus(ACTION));
    if (!now.isBefore(limit)) {
      return said.said(said.providerId(), Optional.of(ABANDONED)).due(Step.RELEASE, now);
    }
    Instant ask = now.plus(wait(at.inquiries()));
    return said.action(Optional.of(action.redirect()), limit, ask.isBefore(limit) ? ask : limit);
  }

  private Payment released(Payment p, Optional<PaymentMethod> other) {
    Progress at = p.progress();
    String code = at.step() == Step.RELEASE ? at.code().orElse(RELEASED) : EXPIRED;
    Progress said = at.said(at.providerId(), Optional.of(code));
    if (code.equals(RELEASED)) {
      return p.at(said.in(State.STOPPED, now));
    }
    // A payer who did not come may come tomorrow.
    boolean again =
        code.equals(ABANDONED) && p.purpose().purchase().isEmpty() && p.attempt() <= AGAIN.size();
    Optional<PaymentMethod> changed =
        other.filter(method -> again && !method.token().equals(p.token()));
    if (changed.isPresent()) {
      // Set while the payer was waited for.
      return p.by(changed.get()).at(said.next(now));
    }
    return p.at(
        again ? said.next(now.plus(AGAIN.get(p.attempt() - 1))) : said.in(State.FAILED, now));
  }

  /** Lets go of what was set aside, or of what the payer has not done. */
  Payment letGo(Payment p, String code) {
    return p.at(p.progress().said(p.providerId(), Optional.of(code)).due(Step.RELEASE, now));
  }
}
