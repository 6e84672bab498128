package playhouse.serving.billing.ledger;

import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;

/**
 * What was paid for a term is earned day by day over it. The sum up to a day is what is rounded, so
 * that days never add up to more or less than what was paid.
 */
public final class Recognition {
  private static final int AT_ONCE = 1_000;

  private final Clock clock;

  /** By that clock; a day is over when it is over in UTC. */
  public Recognition(Clock clock) {
    this.clock = clock;
  }

  /**
   * Something that was paid for a term.
   *
   * @param net without tax
   * @param endDay the first day that does not belong to it
   * @param earned of the net so far
   * @param earnedUntil the first day that is not earned yet
   */
  public record Term(
      UUID payment,
      Money net,
      LocalDate firstDay,
      LocalDate endDay,
      Money earned,
      LocalDate earnedUntil) {

    /** With everything before that day earned. */
    Term until(LocalDate day) {
      LocalDate to = day.isBefore(endDay) ? day : endDay;
      long days = ChronoUnit.DAYS.between(firstDay, to);
      Money sum =
          to.equals(endDay)
              ? net
              : net.multipliedBy(days)
                  .dividedBy(ChronoUnit.DAYS.between(firstDay, endDay), RoundingMode.HALF_EVEN);
      return new Term(payment, net, firstDay, endDay, sum, to);
    }

    /** What is left of it, from the first day that is not earned yet. */
    private Term anew(Money left) {
      return new Term(
          payment, left, earnedUntil, endDay, Money.zero(left.getCurrencyUnit()), earnedUntil);
    }

    private Term with(Money more) {
      return new Term(payment, net.plus(more), firstDay, endDay, earned, earnedUntil);
    }
  }

  /** What a payment was for: from one moment to another, or the day of the first at least. */
  public static Term term(UUID payment, Money net, Instant from, Instant until) {
    LocalDate first = day(from);
    LocalDate end = day(until);
    return new Term(
        payment,
        net,
        first,
        end.isAfter(first) ? end : first.plusDays(1),
        Money.zero(net.getCurrencyUnit()),
        first);
  }

  /** Begins to earn what payments were for. */
  public static void begin(Handle tx, List<Term> terms) {
    LedgerStore.begin(tx, terms);
  }

  /** Earns at once what is left of what a payment was for. */
  public static void all(Handle tx, UUID payment, Instant now) {
    LedgerStore.locked(tx, payment)
        .ifPresent(term -> earn(tx, term, term.until(term.endDay()), now));
  }

  /**
   * Has some of what a payment was for never be earned: what is left is earned by the days that are
   * left.
   *
   * @param net that is taken back, without tax
   * @return how much of it was not earned yet
   */
  public static Money takeBack(Handle tx, UUID payment, Money net, Instant now) {
    Optional<Term> known = LedgerStore.locked(tx, payment);
    if (known.isEmpty()) {
      return Money.zero(net.getCurrencyUnit());
    }
    LocalDate today = day(now);
    Term term = known.get();
    Term earned = today.isAfter(term.firstDay()) ? term.until(today) : term;
    earn(tx, term, earned, now);
    Money open = earned.net().minus(earned.earned());
    Money unearned = net.isGreaterThan(open) ? open : net;
    if (!open.isZero()) {
      LedgerStore.change(tx, List.of(earned.anew(open.minus(unearned))));
    }
    return unearned;
  }

  /** Has some of it be earned after all. */
  public static void giveAgain(Handle tx, UUID payment, Money unearned) {
    LedgerStore.locked(tx, payment)
        .ifPresent(term -> LedgerStore.change(tx, List.of(term.with(unearned))));
  }

  private static void earn(Handle tx, Term before, Term after, Instant now) {
    Money more = after.earned().minus(before.earned());
    Ledger.post(
        tx,
        new Posting(
            "recognition/" + before.payment() + "/" + UUID.randomUUID(),
            day(now),
            List.of(
                Posting.Line.debit(Account.DEFERRED, more),
                Posting.Line.credit(Account.REVENUE, more))),
        now);
    LedgerStore.change(tx, List.of(after));
  }

  private static LocalDate day(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /** Earns what the days that are over have brought; of how many payments. */
  public int recognise(Handle tx) {
    Instant now = clock.instant();
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    List<Term> terms = LedgerStore.unearned(tx, today, AT_ONCE);
    List<Term> earned = terms.stream().map(term -> term.until(today)).toList();
    Map<String, Money> byCurrency = new TreeMap<>();
    for (int i = 0; i < terms.size(); i++) {
      Money more = earned.get(i).earned().minus(terms.get(i).earned());
      byCurrency.merge(more.getCurrencyUnit().getCode(), more, Money::plus);
    }
    // What is earned already stands in the rows: that, and not the reason, makes it happen once.
    String run = "recognition/" + today + "/" + UUID.randomUUID();
    byCurrency.forEach(
        (currency, more) ->
            Ledger.post(
                tx,
                new Posting(
                    run + "/" + currency,
                    today.minusDays(1),
                    List.of(
                        Posting.Line.debit(Account.DEFERRED, more),
                        Posting.Line.credit(Account.REVENUE, more))),
                now));
    if (!earned.isEmpty()) {
      LedgerStore.change(tx, earned);
    }
    return terms.size();
  }
}
