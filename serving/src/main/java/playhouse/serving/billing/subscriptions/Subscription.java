package playhouse.serving.billing.subscriptions;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;

/**
 * A person's agreement, as it stands.
 *
 * @param price of a term, tax included, as on the day it was made
 * @param taxPercent of the price without tax
 * @param anchor beginning of the first term that is paid for: all are counted from it
 * @param term 0 for a trial, then 1, 2, …
 * @param ending why it ends with its term; empty if it goes on
 * @param version grows with every change
 */
public record Subscription(
    UUID id,
    UUID person,
    String plan,
    String country,
    Money price,
    BigDecimal taxPercent,
    int termMonths,
    int trialDays,
    State state,
    Instant anchor,
    int term,
    Instant termFrom,
    Instant termUntil,
    Optional<String> ending,
    Instant created,
    long version) {

  /** Where it is in its life. */
  public enum State {
    /** Begun, and the first payment has yet to come: it entitles to nothing. */
    INCOMPLETE,
    /** Begun, and nothing is owed yet. */
    TRIAL,
    /** Goes on. */
    ACTIVE,
    /** A payment is late: it entitles for a while, and then ends. */
    PAST_DUE,
    /** Over. */
    EXPIRED;

    /** As it stands in the database and in answers. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether a term costs nothing. */
  public boolean free() {
    return price.isZero();
  }

  /** When term {@code number} begins, and the one before it ends. */
  public Instant beginOf(int number) {
    return months(anchor, termMonths * (number - 1));
  }

  /** So many months later, on the last day of a month that has no such day. */
  static Instant months(Instant from, int months) {
    return from.atOffset(ZoneOffset.UTC).plusMonths(months).toInstant();
  }

  /** The next term, from where this one ends. */
  public Subscription renewed() {
    return at(State.ACTIVE, term + 1, beginOf(term + 1), beginOf(term + 2), ending);
  }

  /** In another state. */
  public Subscription in(State other) {
    return at(other, term, termFrom, termUntil, ending);
  }

  /** To end with its term. */
  public Subscription endingFor(String reason) {
    return at(state, term, termFrom, termUntil, Optional.of(reason));
  }

  /** To go on after all. */
  public Subscription goingOn() {
    return at(state, term, termFrom, termUntil, Optional.empty());
  }

  private Subscription at(
      State inState, int inTerm, Instant from, Instant until, Optional<String> endingFor) {
    return new Subscription(
        id,
        person,
        plan,
        country,
        price,
        taxPercent,
        termMonths,
        trialDays,
        inState,
        anchor,
        inTerm,
        from,
        until,
        endingFor,
        created,
        version + 1);
  }
}
