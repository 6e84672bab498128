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
 * @param anchor from which all terms are counted, so that the day of the month stays
 * @param shiftMonths how much later the terms begin than if the first began at the anchor
 * @param term 0 for a trial, then 1, 2, …; while it rests that of before
 * @param ending why it ends with its term; empty if it goes on
 * @param pauseMonths how long it is to rest after this term; 0 if it is not to
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
    int shiftMonths,
    int term,
    Instant termFrom,
    Instant termUntil,
    Optional<String> ending,
    int pauseMonths,
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
    /** Rests: it entitles to nothing, and nothing is owed. */
    PAUSED,
    /** Over. */
    EXPIRED;

    /** As it stands in the database and in answers. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether it was cancelled before it began: it is over as soon as no money is on its way. */
  boolean abandoned() {
    return state == State.INCOMPLETE && ending.isPresent();
  }

  /** Whether a term costs nothing. */
  public boolean free() {
    return price.isZero();
  }

  /** When term {@code number} begins, and the one before it ends. */
  public Instant beginOf(int number) {
    return months(anchor, termMonths * (number - 1) + shiftMonths);
  }

  /** So many months later, on the last day of a month that has no such day. */
  public static Instant months(Instant from, int months) {
    return from.atOffset(ZoneOffset.UTC).plusMonths(months).toInstant();
  }

  /** The next term, from where this one ends. */
  public Subscription renewed() {
    return lives(State.ACTIVE, term + 1, beginOf(term + 1), beginOf(term + 2));
  }

  /** Resting, as it was to, from where its term ends. */
  Subscription resting() {
    Subscription shifted = agreed(plan, price, taxPercent, termMonths, shiftMonths + pauseMonths);
    return shifted.lives(State.PAUSED, term, termUntil, shifted.beginOf(term + 1)).means(ending, 0);
  }

  /** In another state. */
  public Subscription in(State other) {
    return lives(other, term, termFrom, termUntil);
  }

  /** To end with its term. */
  public Subscription endingFor(String reason) {
    return means(Optional.of(reason), 0);
  }

  /** To go on after all. */
  public Subscription goingOn() {
    return means(Optional.empty(), 0);
  }

  /** To rest for some months after its term. */
  Subscription pausing(int months) {
    return means(ending, months);
  }

  /** With another plan from the next term on, which begins when it would have begun anyway. */
  Subscription planned(Change c) {
    int before = termMonths * term + shiftMonths;
    return agreed(
        c.plan(), c.price(), c.taxPercent(), c.termMonths(), before - c.termMonths() * term);
  }

  /** With another plan of the same length, in the term that it is in. */
  Subscription replaced(Change c) {
    return agreed(c.plan(), c.price(), c.taxPercent(), c.termMonths(), shiftMonths);
  }

  /** With another plan, whose next term begins then. */
  Subscription afresh(Change c, Instant from) {
    return replaced(c).nextTermFrom(from, term + 1).means(ending, 0);
  }

  /** With another plan, of which nothing is owed from one moment to another. */
  Subscription tried(Change c, Instant from, Instant until) {
    return replaced(c).nextTermFrom(until, term + 2).lives(State.TRIAL, term + 1, from, until);
  }

  /** Counted anew: that term begins then. */
  Subscription nextTermFrom(Instant from, int number) {
    int shifted = -termMonths * (number - 1);
    return with(
        plan,
        price,
        taxPercent,
        termMonths,
        from,
        shifted,
        state,
        term,
        termFrom,
        termUntil,
        ending,
        pauseMonths,
        version);
  }

  /** As it was put down, once more than before. */
  Subscription kept() {
    return with(
        plan,
        price,
        taxPercent,
        termMonths,
        anchor,
        shiftMonths,
        state,
        term,
        termFrom,
        termUntil,
        ending,
        pauseMonths,
        version + 1);
  }

  private Subscription lives(State inState, int inTerm, Instant from, Instant until) {
    return with(
        plan,
        price,
        taxPercent,
        termMonths,
        anchor,
        shiftMonths,
        inState,
        inTerm,
        from,
        until,
        ending,
        pauseMonths,
        version);
  }

  private Subscription means(Optional<String> toEnd, int toRest) {
    return with(
        plan,
        price,
        taxPercent,
        termMonths,
        anchor,
        shiftMonths,
        state,
        term,
        termFrom,
        termUntil,
        toEnd,
        toRest,
        version);
  }

  private Subscription agreed(
      String other, Money costs, BigDecimal taxed, int months, int shifted) {
    return with(
        other,
        costs,
        taxed,
        months,
        anchor,
        shifted,
        state,
        term,
        termFrom,
        termUntil,
        ending,
        pauseMonths,
        version);
  }

  private Subscription with(
      String ofPlan,
      Money costs,
      BigDecimal taxed,
      int months,
      Instant countedFrom,
      int shifted,
      State inState,
      int inTerm,
      Instant from,
      Instant until,
      Optional<String> toEnd,
      int toRest,
      long ofVersion) {
    return new Subscription(
        id,
        person,
        ofPlan,
        country,
        costs,
        taxed,
        months,
        trialDays,
        inState,
        countedFrom,
        shifted,
        inTerm,
        from,
        until,
        toEnd,
        toRest,
        created,
        ofVersion);
  }
}
