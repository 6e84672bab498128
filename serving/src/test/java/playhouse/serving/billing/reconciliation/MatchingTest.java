package playhouse.serving.billing.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import playhouse.serving.billing.ledger.Posting;
import playhouse.serving.billing.reconciliation.Mismatch.Batch;
import playhouse.serving.billing.reconciliation.Mismatch.Booked;
import playhouse.serving.billing.reconciliation.Mismatch.Kind;
import playhouse.serving.billing.reconciliation.Mismatch.Told;
import playhouse.serving.billing.reconciliation.limits.Tolerance;
import playhouse.serving.billing.reconciliation.statements.StatementLine;

/** Matching without a database. */
class MatchingTest {
  private static final LocalDate DAY = LocalDate.parse("2027-01-15");
  private static final UUID STATEMENT = new UUID(0, 1);
  private static final Money TEN = Money.parse("USD 10.00");

  @Test
  void theBestFitIsTakenSoThatNoLineTakesWhatIsAnothers() {
    Matching.Found found =
        match(
            List.of(told(1, "a", "USD 10.01"), told(2, "a", "USD 10.00")),
            List.of(booked(1, "a", "USD 10.00"), booked(2, "a", "USD 10.01")));
    assertThat(found.odd()).isEmpty();
    assertThat(found.pairs())
        .allMatch(pair -> pair.told().line().gross().equals(pair.booked().amount()));
  }

  @Test
  void everyOddLineSaysWhatIsWrong() {
    Matching.Found found =
        Matching.match(
            List.of(
                told(1, "cent", "USD 9.99"),
                told(2, "amount", "USD 8.00"),
                told(3, "currency", "EUR 10.00"),
                told(4, "unknown", "USD 10.00"),
                told(5, "before", "USD 10.00"),
                told(6, "refund", "USD -10.00")),
            List.of(
                booked(1, "cent", "USD 10.00"),
                booked(2, "amount", "USD 10.00"),
                booked(3, "currency", "USD 10.00"),
                booked(4, "refund", "USD 10.00")),
            Set.of("before/false"),
            Tolerance.USUAL,
            told -> true);
    assertThat(found.pairs()).extracting(pair -> pair.told().subject()).containsExactly("cent");
    assertThat(found.odd())
        .extracting(odd -> odd.told().subject() + " " + odd.kind().text())
        .containsExactly(
            "amount amount",
            "currency currency",
            "unknown missing-in-ledger",
            "before duplicate",
            "refund missing-in-ledger");
  }

  @Test
  void aDifferenceIsRoundingWithinTheToleranceOfItsCurrencyOnly() {
    Tolerance wide = new Tolerance(Map.of("USD", new BigDecimal("0.05")));
    assertThat(wide.covers(Money.parse("USD -0.05"), 1)).isTrue();
    assertThat(wide.covers(Money.parse("USD 0.06"), 1)).isFalse();
    assertThat(wide.covers(Money.parse("EUR 0.02"), 1)).isFalse();
    assertThat(Tolerance.USUAL.covers(Money.parse("JPY 1"), 1)).isTrue();
    assertThat(Tolerance.USUAL.covers(Money.parse("USD 0.05"), 1_000)).isTrue();
    assertThat(Tolerance.USUAL.covers(Money.parse("USD 0.06"), 1_000)).isFalse();
  }

  /** Whatever is told, every line ends in one place, and what is booked sums to zero. */
  @Test
  void whateverIsToldEveryLineEndsInExactlyOnePlaceInWhateverOrderItComes() {
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      List<Booked> booked = new ArrayList<>();
      List<Told> told = new ArrayList<>();
      for (int i = 1; i <= 40; i++) {
        Money amount = amount(random);
        String subject = "s" + random.nextInt(25);
        booked.add(new Booked(i, 1, subject, DAY, amount, Optional.empty()));
        for (int copies = copies(random); copies > 0; copies--) {
          String said = random.nextInt(12) == 0 ? "x" + i : subject;
          told.add(told(told.size() + 1, said, spoilt(random, amount)));
        }
      }
      Matching.Found found = match(told, booked);
      String why = "seed " + seed;
      assertThat(found.pairs().size() + found.odd().size()).as(why).isEqualTo(told.size());
      assertThat(
              Stream.concat(
                      found.pairs().stream().map(Matching.Pair::told),
                      found.odd().stream().map(Matching.Odd::told))
                  .toList())
          .as(why)
          .containsExactlyInAnyOrderElementsOf(told);
      List<Booked> used =
          Stream.concat(
                  found.pairs().stream().map(Matching.Pair::booked),
                  found.odd().stream().flatMap(odd -> odd.booked().stream()))
              .toList();
      assertThat(used).as(why).doesNotHaveDuplicates();
      assertThat(booked).as(why).containsAll(used);
      for (Matching.Pair pair : found.pairs()) {
        Entries entries = new Entries().settled(pair, (day, from, to) -> Optional.empty());
        assertThat(sums(entries.lines())).as(why).allMatch(sum -> sum.signum() == 0);
      }
      Collections.shuffle(told, random);
      Collections.shuffle(booked, random);
      assertThat(match(told, booked)).as(why).isEqualTo(found);
    }
  }

  @Test
  void whatIsPaidInAnotherCurrencyIsWorthWhatTheDaySaysAndTheRestIsGainOrLoss() {
    StatementLine line =
        new StatementLine(
            1,
            "charge",
            "po",
            "a",
            TEN,
            new BigDecimal("0.90"),
            Money.parse("EUR 0.13"),
            Money.parse("EUR 8.87"));
    Told told = new Told(STATEMENT, "st", DAY, line);
    Entries.Rates rates = (day, from, to) -> Optional.of(new BigDecimal("0.92"));
    assertThat(rates.exchanged(told)).isTrue();
    Entries.Rates far = (day, from, to) -> Optional.of(new BigDecimal("1.10"));
    assertThat(far.exchanged(told)).isFalse();
    Entries entries =
        new Entries().settled(new Matching.Pair(told, booked(1, "a", "USD 10.00")), rates);
    assertThat(entries.lines())
        .extracting(l -> l.account().code() + " " + l.amount())
        .contains(
            "provider USD -10.00",
            "settling EUR 8.87",
            "fees EUR 0.13",
            "exchange EUR 0.20",
            "position EUR -9.20",
            "position USD 10.00");
    assertThat(entries.askew()).isEmpty();
  }

  @Test
  void theBanksLinesAndThePayoutsAreMatchedOneToOneOneToManyAndManyToOne() {
    List<Batch> batches =
        List.of(batch("po-01", 10), batch("po-02", 5), batch("po-03", 7), batch("po-04", 3));
    Payouts.Found found =
        payouts(
            List.of(
                paid(1, "po-01 po-02", 15),
                paid(2, "po-03", 4),
                paid(3, "po-03", 3),
                paid(4, "po-04", 3)),
            batches,
            false);
    assertThat(found.odd()).isEmpty();
    assertThat(found.same())
        .extracting(same -> same.lines().size() + "-" + same.batches().size())
        .containsExactlyInAnyOrder("1-2", "2-1", "1-1");
  }

  @Test
  void aPartOfAPayoutWaitsForTheRestAndNotForEver() {
    List<Told> part = List.of(paid(1, "po-01", 4));
    assertThat(payouts(part, List.of(batch("po-01", 10)), false))
        .isEqualTo(new Payouts.Found(List.of(), List.of()));
    assertThat(payouts(part, List.of(batch("po-01", 10)), true).odd())
        .extracting(odd -> odd.kind() + " " + odd.difference())
        .containsExactly(Kind.AMOUNT + " USD -6.00");
    assertThat(payouts(List.of(paid(1, "po-01", 11)), List.of(batch("po-01", 10)), false).odd())
        .extracting(Payouts.Odd::kind)
        .containsExactly(Kind.AMOUNT);
  }

  @Test
  void whateverTheBankSaysEveryLineAndEveryPayoutIsInOnePlaceAtMost() {
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      List<Batch> batches = new ArrayList<>();
      for (int i = 10; i < 30; i++) {
        batches.add(batch("po-" + i, 1 + random.nextInt(50)));
      }
      List<Told> lines = new ArrayList<>();
      for (int i = 1; i <= 25; i++) {
        String names = "po-" + (10 + random.nextInt(25));
        names += random.nextInt(3) == 0 ? " po-" + (10 + random.nextInt(25)) : "";
        lines.add(paid(i, names, 1 + random.nextInt(60)));
      }
      Payouts.Found found = payouts(lines, batches, true);
      List<Told> placed =
          Stream.concat(
                  found.same().stream().flatMap(same -> same.lines().stream()),
                  found.odd().stream().flatMap(odd -> odd.lines().stream()))
              .toList();
      assertThat(placed).as("seed " + seed).containsExactlyInAnyOrderElementsOf(lines);
      List<Batch> used =
          Stream.concat(
                  found.same().stream().flatMap(same -> same.batches().stream()),
                  found.odd().stream().flatMap(odd -> odd.batches().stream()))
              .toList();
      assertThat(used).as("seed " + seed).doesNotHaveDuplicates();
      Collections.shuffle(lines, random);
      Collections.shuffle(batches, random);
      Payouts.Found again = payouts(lines, batches, true);
      assertThat(new HashSet<>(again.same())).as("seed " + seed).hasSameSizeAs(found.same());
      found
          .same()
          .forEach(
              same ->
                  assertThat(same.difference().getAmount().abs())
                      .isLessThan(new BigDecimal("0.06")));
    }
  }

  private static Payouts.Found payouts(List<Told> lines, List<Batch> batches, boolean old) {
    return Payouts.match(lines, batches, Set.of(), Tolerance.USUAL, told -> old);
  }

  private static Matching.Found match(List<Told> told, List<Booked> booked) {
    return Matching.match(told, booked, Set.of(), Tolerance.USUAL, line -> true);
  }

  private static List<BigDecimal> sums(List<Posting.Line> lines) {
    Map<CurrencyUnit, BigDecimal> sums = new java.util.HashMap<>();
    lines.forEach(
        l -> sums.merge(l.amount().getCurrencyUnit(), l.amount().getAmount(), BigDecimal::add));
    return List.copyOf(sums.values());
  }

  private static Money amount(Random random) {
    String currency = List.of("USD", "EUR", "CNY").get(random.nextInt(3));
    Money amount = Money.ofMinor(CurrencyUnit.of(currency), 1 + random.nextInt(5_000));
    return random.nextInt(5) == 0 ? amount.negated() : amount;
  }

  private static int copies(Random random) {
    int dice = random.nextInt(20);
    return dice == 0 ? 0 : dice == 1 ? 2 : 1;
  }

  private static String spoilt(Random random, Money amount) {
    return switch (random.nextInt(10)) {
      case 0 -> amount.plusMinor(1).toString();
      case 1 -> amount.plusMinor(250).toString();
      case 2 -> "JPY 100";
      default -> amount.toString();
    };
  }

  private static Told told(int number, String reference, String gross) {
    Money money = Money.parse(gross);
    return new Told(
        STATEMENT,
        "st",
        DAY,
        new StatementLine(
            number,
            "charge",
            "po",
            reference,
            money,
            BigDecimal.ONE,
            Money.zero(money.getCurrencyUnit()),
            money));
  }

  private static Booked booked(long entry, String subject, String amount) {
    return new Booked(entry, 1, subject, DAY, Money.parse(amount), Optional.empty());
  }

  private static Batch batch(String name, int amount) {
    return new Batch(name, STATEMENT, DAY, Money.of(CurrencyUnit.USD, amount), 1, Optional.empty());
  }

  private static Told paid(int number, String names, int amount) {
    Money money = Money.of(CurrencyUnit.USD, amount);
    return new Told(
        STATEMENT,
        "bk",
        DAY,
        new StatementLine(
            number,
            "payout",
            "",
            names,
            money,
            BigDecimal.ONE,
            Money.zero(CurrencyUnit.USD),
            money));
  }
}
