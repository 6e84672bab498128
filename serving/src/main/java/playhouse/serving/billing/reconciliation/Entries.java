package playhouse.serving.billing.reconciliation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.joda.money.Money;
import playhouse.serving.billing.ledger.Account;
import playhouse.serving.billing.ledger.Posting;
import playhouse.serving.billing.reconciliation.statements.StatementLine;

/** The lines that go to the ledger, summed up by account and currency. */
final class Entries {
  /** What currencies were worth to us. */
  interface Rates {
    /** Further than this from ours a provider's rate is no gain or loss but a case for people. */
    BigDecimal FURTHEST = new BigDecimal("0.05");

    /** Units of {@code paid} for one of {@code currency}; empty if nobody has said. */
    Optional<BigDecimal> on(LocalDate day, String currency, String paid);

    /** That of a line that was paid in another currency. */
    default Optional<BigDecimal> of(Mismatch.Told told) {
      return on(
          told.day(),
          told.line().gross().getCurrencyUnit().getCode(),
          told.line().net().getCurrencyUnit().getCode());
    }

    /** Whether it can be booked: it is in one currency, or its rate is near ours. */
    default boolean exchanged(Mismatch.Told told) {
      if (told.line().gross().isSameCurrency(told.line().net())) {
        return true;
      }
      return of(told)
          .filter(
              ours ->
                  told.line().rate().subtract(ours).abs().compareTo(ours.multiply(FURTHEST)) <= 0)
          .isPresent();
    }
  }

  private record Place(Account account, String currency) {}

  private final Map<Place, Money> sums = new LinkedHashMap<>();

  /** A line of a settlement file that is the same as one of the ledger. */
  Entries settled(Matching.Pair pair, Rates rates) {
    StatementLine line = pair.told().line();
    Money booked = pair.booked().amount();
    Money kept = line.net().plus(line.fee());
    add(Account.PROVIDER, booked.negated());
    add(Account.SETTLING, line.net());
    add(Account.FEES, line.fee());
    if (booked.isSameCurrency(kept)) {
      add(Account.ROUNDING, booked.minus(kept));
      return this;
    }
    exchange(booked, kept, rates.of(pair.told()).orElseThrow());
    return this;
  }

  /** What was taken in one currency came in another: a debit of what is between is a loss. */
  private void exchange(Money taken, Money came, BigDecimal rate) {
    Money worth = taken.convertedTo(came.getCurrencyUnit(), rate, RoundingMode.HALF_EVEN);
    add(Account.POSITION, taken);
    add(Account.POSITION, worth.negated());
    add(Account.EXCHANGE, worth.minus(came));
  }

  /** Lines of the bank that are the same as payouts. */
  Entries paid(Payouts.Same same) {
    same.lines().forEach(told -> add(Account.BANK, told.line().net()));
    same.batches().forEach(batch -> add(Account.SETTLING, batch.net().negated()));
    return rest(Account.ROUNDING);
  }

  /** What lies in a mismatch, as it is; the entry does not sum to zero by that. */
  Entries of(Mismatch.Members members, Rates rates) {
    for (Mismatch.Told told : members.told()) {
      StatementLine line = told.line();
      add(line.batch().isEmpty() ? Account.BANK : Account.SETTLING, line.net());
      add(Account.FEES, line.fee());
      if (!line.gross().isSameCurrency(line.net())) {
        // Where nobody has said what it was worth to us, it was worth what came.
        exchange(line.gross(), line.net().plus(line.fee()), rates.of(told).orElse(line.rate()));
      }
    }
    members.booked().forEach(booked -> add(Account.PROVIDER, booked.amount().negated()));
    members.batches().forEach(batch -> add(Account.SETTLING, batch.net().negated()));
    return this;
  }

  /** By how much it does not sum to zero, in each currency where it does not. */
  List<Money> askew() {
    Map<String, Money> byCurrency = new TreeMap<>();
    sums.forEach((place, sum) -> byCurrency.merge(place.currency(), sum, Money::plus));
    return byCurrency.values().stream().filter(sum -> !sum.isZero()).toList();
  }

  /** Has that account take what is missing for the entry to sum to zero. */
  Entries rest(Account account) {
    askew().forEach(sum -> add(account, sum.negated()));
    return this;
  }

  /** The lines. */
  List<Posting.Line> lines() {
    List<Posting.Line> lines = new ArrayList<>();
    sums.forEach((place, sum) -> lines.add(Posting.Line.debit(place.account(), sum)));
    return lines;
  }

  private void add(Account account, Money amount) {
    sums.merge(new Place(account, amount.getCurrencyUnit().getCode()), amount, Money::plus);
  }
}
