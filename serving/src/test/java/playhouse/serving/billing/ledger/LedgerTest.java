package playhouse.serving.billing.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import playhouse.serving.EmptyServices;
import playhouse.serving.platform.store.ServicesDatabase;

class LedgerTest {
  private static final LocalDate DAY = LocalDate.parse("2027-01-15");
  private static final Instant NOW = Instant.parse("2027-01-15T10:00:00Z");
  private static final Money TEN = Money.parse("USD 10.00");

  private ServicesDatabase database;

  @BeforeEach
  void open() {
    database = EmptyServices.open();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatIsWrittenTwiceForOneReasonIsWrittenOnce() {
    assertThat(post("one", DAY, TEN)).isTrue();
    assertThat(post("one", DAY, TEN)).isFalse();
    assertThat(balance("provider")).isEqualTo("USD 10.00");
    assertThat(balance("deferred")).isEqualTo("USD -10.00");
  }

  @Test
  void anEntryThatDoesNotSumToZeroIsNone() {
    Posting askew =
        new Posting(
            "askew",
            DAY,
            List.of(
                Posting.Line.debit(Account.PROVIDER, TEN),
                Posting.Line.credit(Account.DEFERRED, Money.parse("USD 9.99"))));
    assertThatThrownBy(() -> database.write(tx -> Ledger.post(tx, askew, NOW)))
        .hasStackTraceContaining("does not sum to zero");
    Posting mixed =
        new Posting(
            "mixed",
            DAY,
            List.of(
                Posting.Line.debit(Account.PROVIDER, TEN),
                Posting.Line.credit(Account.DEFERRED, Money.parse("EUR 10.00"))));
    assertThatThrownBy(() -> database.write(tx -> Ledger.post(tx, mixed, NOW)))
        .hasStackTraceContaining("does not sum to zero");
    assertThat(balances()).isEmpty();
  }

  @Test
  void whatWasWrittenStays() {
    post("one", DAY, TEN);
    for (String change :
        List.of(
            "update billing.ledger_line set amount = amount * 2",
            "delete from billing.ledger_line",
            "update billing.ledger_entry set day = day + 1",
            "delete from billing.ledger_entry",
            "truncate billing.ledger_entry, billing.ledger_line")) {
      assertThatThrownBy(() -> database.write(tx -> tx.execute(change)))
          .hasStackTraceContaining("what is in the ledger stays");
    }
    assertThatThrownBy(
            () ->
                database.write(
                    tx ->
                        tx.execute(
                            "insert into billing.ledger_line values (1, 3, 'tax', 'USD', 1),"
                                + " (1, 4, 'deferred', 'USD', -1)")))
        .hasStackTraceContaining("has other lines");
  }

  @Test
  void inAMonthThatIsClosedNothingIsWrittenAndWhatComesLateIsWrittenAfterIt() {
    database.write(
        tx -> {
          Ledger.close(tx, YearMonth.parse("2027-01"), NOW);
          Ledger.close(tx, YearMonth.parse("2027-01"), NOW);
          return true;
        });
    post("late", DAY, TEN);
    assertThat(lines())
        .extracting(LedgerRoutes.Written::day)
        .containsOnly(DAY.withMonth(2).withDayOfMonth(1));
    assertThatThrownBy(
            () ->
                database.write(
                    tx ->
                        tx.execute(
                            "insert into billing.ledger_entry (id, reason, day, lines, written)"
                                + " values (gen_random_uuid(), 'x', '2027-01-31', 2, now())")))
        .hasStackTraceContaining("is closed");
  }

  @Test
  void daysAddUpToWhatWasPaidWhateverItWasAndHoweverTheyAreCounted() {
    long seed = 20270115;
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      CurrencyUnit currency = CurrencyUnit.of(List.of("USD", "JPY", "CNY").get(random.nextInt(3)));
      Money net = Money.ofMinor(currency, random.nextInt(100_000));
      LocalDate first = DAY.plusDays(random.nextInt(400));
      LocalDate end = first.plusDays(1 + random.nextInt(366));
      Recognition.Term term =
          new Recognition.Term(new UUID(1, i), net, first, end, Money.zero(currency), first);
      Money before = term.earned();
      for (LocalDate day = first;
          !day.isAfter(end.plusDays(3));
          day = day.plusDays(1 + random.nextInt(40))) {
        term = term.until(day);
        assertThat(term.earned().isLessThan(before)).isFalse();
        before = term.earned();
      }
      assertThat(term.until(end).earned()).isEqualTo(net);
      assertThat(term.until(end.plusYears(1)).earned()).isEqualTo(net);
      assertThat(term.until(first).earned().isZero()).isTrue();
    }
  }

  private boolean post(String reason, LocalDate day, Money amount) {
    return database.write(
        tx ->
            Ledger.post(
                tx,
                new Posting(
                    reason,
                    day,
                    List.of(
                        Posting.Line.debit(Account.PROVIDER, amount),
                        Posting.Line.credit(Account.DEFERRED, amount))),
                NOW));
  }

  private List<LedgerRoutes.Balance> balances() {
    return database.read(LedgerStore::balances);
  }

  private String balance(String account) {
    return balances().stream()
        .filter(balance -> balance.account().equals(account))
        .map(balance -> balance.amount().toString())
        .reduce("", (one, other) -> one + other);
  }

  private List<LedgerRoutes.Written> lines() {
    return database.read(
        handle -> LedgerStore.newest(handle, java.util.Optional.empty(), Long.MAX_VALUE, 50));
  }
}
