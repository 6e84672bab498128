package playhouse.serving.billing.reconciliation;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import playhouse.serving.billing.ledger.Ledger;
import playhouse.serving.billing.reconciliation.statements.StatementStore;
import playhouse.serving.platform.Refusal;

/** Months: what they came to, and their end. */
final class Periods {
  private static final List<String> ACCOUNTS = List.of("bank", "provider", "settling");

  private final Reconciliation books;

  Periods(Reconciliation books) {
    this.books = books;
  }

  /** Of some lines. */
  record Sum(String name, Money amount, int lines) {}

  /** Why the ledger and the statements are not the same. */
  public record Explained(String what, Money amount, int lines) {}

  /**
   * An account at the end of a month.
   *
   * @param difference the ledger less the statements less what is explained: zero, or something is
   *     wrong
   */
  public record Held(
      String account,
      Money ledger,
      Money statements,
      List<Explained> explained,
      Money difference) {}

  /**
   * Closes a month.
   *
   * @param carried mismatches that are taken along into the next, by name
   * @throws Refusal 409 if a statement is missing, or something is open and not taken along
   */
  void close(Handle tx, YearMonth month, Set<UUID> carried, String who) {
    StatementStore.lock(tx);
    if (!month.atEndOfMonth().isBefore(books.today())) {
      throw Refusal.bad("month", "must be over");
    }
    if (PeriodStore.closed(tx, month)) {
      return;
    }
    if (!PeriodStore.begun(tx, month)) {
      throw Refusal.conflict("period_incomplete", "there are no statements of it");
    }
    List<PeriodStore.Gap> gaps = PeriodStore.gaps(tx, month);
    if (!gaps.isEmpty()) {
      throw Refusal.conflict(
          "period_incomplete", "the statement of " + gaps.get(0) + " is not here");
    }
    if (PeriodStore.loose(tx, month) > 0) {
      throw Refusal.conflict("period_incomplete", "some lines are not matched yet");
    }
    List<UUID> open = PeriodStore.open(tx, month);
    if (!carried.containsAll(open)) {
      throw Refusal.conflict(
          "period_has_exceptions",
          open.stream().filter(id -> !carried.contains(id)).count()
              + " exceptions are open and not carried over");
    }
    for (UUID id : open) {
      MismatchStore.carry(tx, id, month.plusMonths(1).atDay(1));
      MismatchStore.act(tx, id, books.now(), who, "carried over", "from " + month);
    }
    PeriodStore.add(tx, month, books.now(), who);
    Ledger.close(tx, month, books.now());
    new ReconciliationFacts(tx, books.now()).closed(month);
  }

  /** What stands where at the end of a month, and why. */
  static List<Held> report(Handle handle, YearMonth month) {
    LocalDate until = month.atEndOfMonth();
    List<Sum> ledger = PeriodStore.ledger(handle, until);
    List<Sum> told = PeriodStore.told(handle, until);
    Set<String> currencies =
        Stream.concat(ledger.stream(), told.stream())
            .map(sum -> sum.amount().getCurrencyUnit().getCode())
            .collect(Collectors.toCollection(TreeSet::new));
    List<Held> report = new ArrayList<>();
    for (String account : ACCOUNTS) {
      for (String currency : currencies) {
        report.add(held(account, CurrencyUnit.of(currency), ledger, told));
      }
    }
    return report;
  }

  private static Held held(
      String account, CurrencyUnit currency, List<Sum> ledger, List<Sum> told) {
    Money books = sum(account, currency, ledger);
    Money statements = sum(account, currency, told);
    List<Explained> explained =
        told.stream()
            .filter(sum -> sum.amount().getCurrencyUnit().equals(currency))
            .filter(sum -> sum.name().startsWith(account + ":"))
            .map(
                s -> new Explained(s.name().substring(account.length() + 1), s.amount(), s.lines()))
            .toList();
    Money why = explained.stream().map(Explained::amount).reduce(Money.zero(currency), Money::plus);
    return new Held(account, books, statements, explained, books.minus(statements).minus(why));
  }

  private static Money sum(String name, CurrencyUnit currency, List<Sum> sums) {
    return sums.stream()
        .filter(sum -> sum.name().equals(name) && sum.amount().getCurrencyUnit().equals(currency))
        .map(Sum::amount)
        .reduce(Money.zero(currency), Money::plus);
  }
}
