package playhouse.serving.billing.ledger;

import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
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
  record Term(
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
  }

  /** Begins to earn what a payment was for; what is for less than a day is earned in one. */
  public static void begin(Handle tx, UUID payment, Money net, Instant from, Instant until) {
    LocalDate first = from.atOffset(ZoneOffset.UTC).toLocalDate();
    LocalDate end = until.atOffset(ZoneOffset.UTC).toLocalDate();
    LedgerStore.begin(
        tx,
        new Term(
            payment,
            net,
            first,
            end.isAfter(first) ? end : first.plusDays(1),
            Money.zero(net.getCurrencyUnit()),
            first));
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
      LedgerStore.earned(tx, earned);
    }
    return terms.size();
  }
}
