package playhouse.serving.billing.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.serving.billing.reconciliation.Mismatches.How;
import playhouse.serving.billing.reconciliation.statements.FeedStore;
import playhouse.serving.billing.reconciliation.statements.Intake;

/** A provider's files and a bank's statements, fetched over HTTP and held against the ledger. */
class ReconciliationTest {
  private static final String HEADER =
      "file,day,batch,type,id,reference,currency,gross,fee,rate,paid_currency,net\n";

  private Month month;

  @BeforeEach
  void open() throws Exception {
    month = new Month();
  }

  @AfterEach
  void close() {
    month.close();
  }

  @Test
  void whatIsTakenIsSettledAndPaidOutToTheCent() throws Exception {
    month.pay("USD 9.99");
    month.pay("USD 99.00");
    month.pay("EUR 9.99");
    month.refund("USD 5.00");
    month.endOfDay();
    assertThat(month.ledger())
        .doesNotContainKey("provider USD")
        .containsEntry("settling USD", new BigDecimal("102.46"))
        .containsEntry("fees USD", new BigDecimal("1.53"));
    month.endOfDay();
    assertThat(month.ledger())
        .doesNotContainKeys("settling USD", "settling EUR", "rounding USD")
        .containsEntry("bank USD", new BigDecimal("102.46"))
        .containsEntry("bank EUR", new BigDecimal("9.85"));
    assertThat(month.open()).isEmpty();
    allExplained();
    assertThat(facts()).contains("recon.matched");
    assertThat(month.count("select count(*) from billing.recon_match where kind = '1-1'"))
        .as("the EUR charge, and both payouts")
        .isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "duplicate-line, duplicate",
    "wrong-amount, amount",
    "unknown-payment, missing-in-ledger",
    "foreign-currency, currency",
  })
  void whatTheProviderSaysOtherwiseIsACaseForPeople(String fault, String kind) throws Exception {
    month.pay("USD 9.99");
    month.pay("USD 19.99");
    month.next(fault);
    month.endOfDay();
    month.endOfDay();
    assertThat(month.open()).extracting(found -> found.kind().text()).containsExactly(kind);
    assertThat(facts()).contains("recon.excepted");
    allExplained();
    Mismatch found = month.open().get(0);
    if (kind.equals("currency")) {
      assertRefused(() -> month.decide(found.id(), How.AGAIN, "operator.ana"), "still not");
      month.database.write(
          tx -> new RateStore(tx).put(Month.FIRST, "USD", "EUR", new BigDecimal("0.91")));
      month.decide(found.id(), How.AGAIN, "operator.ana");
    } else {
      month.decide(found.id(), kind.equals("amount") ? How.WRITE_OFF : How.POST, "operator.ana");
    }
    assertThat(month.open()).isEmpty();
    assertThat(month.ledger()).doesNotContainKeys("provider USD", "settling USD", "settling EUR");
    allExplained();
    assertRefused(() -> month.decide(found.id(), How.POST, "operator.ana"), "resolved already");
    assertThatThrownBy(
            () ->
                month.database.write(
                    tx -> tx.execute("update billing.recon_exception set difference = 0")))
        .hasStackTraceContaining("stays");
  }

  @ParameterizedTest
  @CsvSource({
    "cent, ''",
    "split, ''",
    "merged, ''",
    "short, amount",
    "unknown-payout, missing-in-ledger",
    "duplicate-payout, duplicate",
  })
  void whatTheBankSaysOtherwiseIsRoundingOrACaseForPeople(String fault, String kind)
      throws Exception {
    month.pay("USD 50.00");
    month.endOfDay();
    month.pay("USD 60.00");
    month.next(fault);
    month.endOfDay();
    month.endOfDay();
    for (int i = 0; i < 7; i++) {
      month.endOfDay();
    }
    assertThat(month.open().stream().map(found -> found.kind().text()).toList())
        .isEqualTo(kind.isEmpty() ? List.of() : List.of(kind));
    allExplained();
    if (fault.equals("cent")) {
      assertThat(month.ledger()).containsEntry("rounding USD", new BigDecimal("0.01"));
    }
    for (Mismatch found : month.open()) {
      month.decide(found.id(), kind.equals("amount") ? How.WRITE_OFF : How.POST, "operator.ana");
    }
    assertThat(month.open()).isEmpty();
    assertThat(month.ledger()).doesNotContainKeys("provider USD", "settling USD");
    allExplained();
  }

  @ParameterizedTest
  @ValueSource(strings = {"malformed", "xxe", "wrong-balance"})
  void aStatementThatIsNoneIsRefusedAndAskedForAgain(String fault) throws Exception {
    month.pay("USD 50.00");
    month.endOfDay();
    month.next(fault);
    month.endOfDay();
    FeedStore.Feed feed = feed("statements");
    assertThat(feed.problem().orElseThrow()).contains("is no statement");
    assertThat(feed.problem().orElseThrow()).doesNotContain("root:");
    assertThat(month.ledger()).doesNotContainKey("bank USD");
    month.later(Duration.ofMinutes(5));
    month.fetch();
    assertThat(feed("statements").problem()).isEmpty();
    assertThat(month.ledger()).containsEntry("bank USD", new BigDecimal("49.30"));
  }

  @Test
  void aFileThatIsSentTwiceIsTakenOnceAndTheRightOneIsAskedFor() throws Exception {
    month.pay("USD 50.00");
    month.endOfDay();
    month.pay("USD 60.00");
    month.next("sent-twice");
    month.endOfDay();
    assertThat(feed("settlements").problem().orElseThrow()).contains("another day");
    assertThat(
            month.count("select count(*) from billing.recon_statement where kind = 'settlement'"))
        .isEqualTo(1);
    month.later(Duration.ofMinutes(5));
    month.fetch();
    month.endOfDay();
    assertThat(month.ledger()).doesNotContainKeys("provider USD", "settling USD");
  }

  @Test
  void theSameContentIsTheSameAnswerAndOtherContentOfThatNameIsRefused() {
    String one = HEADER + line("st-1", "po-1", UUID.randomUUID() + "-1", "9.99", "9.85");
    List<Intake.Taken> first = take(one);
    List<Intake.Taken> again = take(one);
    assertThat(again.get(0).id()).isEqualTo(first.get(0).id());
    assertThat(again.get(0).again()).isTrue();
    String other = HEADER + line("st-1", "po-2", UUID.randomUUID() + "-1", "9.99", "9.85");
    assertRefused(() -> take(other), "another statement st-1");
    String stolen = HEADER + line("st-2", "po-1", UUID.randomUUID() + "-1", "9.99", "9.85");
    assertRefused(() -> take(stolen), "in another settlement file");
    assertThat(month.count("select count(*) from billing.recon_line")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no,such,header\n1,2,3\n",
        "st-1,2027-01-01,po,charge,c,r,USD,9.999,0.14,1,USD,9.85\n",
        "st-1,2027-01-01,po,charge,c,r,USD,9e3,0.14,1,USD,9.85\n",
        "st-1,2027-01-01,po,charge,c,r,XXQ,9.99,0.14,1,USD,9.85\n",
        "st-1,2027-01-01,po,charge,c,r,USD,9.99,0.14,1,USD,9.50\n",
        "st-1,2027-01-01,po,charge,c,r,USD,9.99,0.14,2,USD,19.84\n",
        "st-1,2027-01-01,po,theft,c,r,USD,9.99,0.14,1,USD,9.85\n",
        "st-1,2027-13-01,po,charge,c,r,USD,9.99,0.14,1,USD,9.85\n",
        "st-1,2099-01-01,po,charge,c,r,USD,9.99,0.14,1,USD,9.85\n",
        "st-1,2027-01-01,po,charge,c,=cmd(),USD,9.99,0.14,1,USD,9.85\n",
      })
  void aFileThatIsNoneOrDoesNotAddUpIsRefusedWhole(String lines) {
    assertRefused(() -> take(lines.startsWith("no") ? lines : HEADER + lines), "content");
    assertThat(month.count("select count(*) from billing.recon_statement")).isZero();
  }

  @Test
  void whatNobodyTellsOfIsACaseAndIsSettledWhenItComesLate() throws Exception {
    month.next("missing-line");
    UUID payment = month.pay("USD 20.00");
    month.endOfDay();
    for (int i = 0; i < 6; i++) {
      month.endOfDay();
    }
    assertThat(month.open())
        .extracting(found -> found.kind().text() + " " + found.subject())
        .containsExactly("missing-in-statement " + payment);
    month.database.write(
        tx ->
            Intake.take(
                tx,
                Intake.Format.SETTLEMENT,
                "card",
                HEADER
                    + "late-1,2027-01-06,po-late,charge,c,"
                    + payment
                    + "-1,USD,20.00,0.28,1,USD,19.72\n",
                month.now()));
    month.match();
    assertThat(month.open()).isEmpty();
    assertThat(month.ledger()).containsEntry("settling USD", new BigDecimal("19.72"));
    assertThat(facts()).contains("recon.resolved");
    allExplained();
  }

  @Test
  void whatTheLedgerLearnsLaterSettlesItsCaseByItself() throws Exception {
    UUID payment = month.payUnheard("USD 20.00");
    month.endOfDay();
    assertThat(month.open())
        .extracting(found -> found.kind().text())
        .containsExactly("missing-in-ledger");
    month.write(payment, "payment", Money.parse("USD 20.00"));
    month.match();
    assertThat(month.open()).isEmpty();
    assertThat(month.ledger())
        .doesNotContainKeys("provider USD", "unclaimed USD")
        .containsEntry("settling USD", new BigDecimal("19.72"));
    allExplained();
  }

  @Test
  void aLineThatComesADayLateIsNoCaseAtAll() throws Exception {
    month.next("late-line");
    month.pay("USD 20.00");
    for (int i = 0; i < 9; i++) {
      month.endOfDay();
    }
    assertThat(month.count("select count(*) from billing.recon_exception")).isZero();
    assertThat(month.ledger()).containsEntry("bank USD", new BigDecimal("19.72"));
  }

  @Test
  void twoMismatchesThatAreTheSameMoneyAreMatchedByHand() throws Exception {
    month.next("missing-line");
    month.pay("USD 20.00");
    month.endOfDay();
    for (int i = 0; i < 6; i++) {
      month.endOfDay();
    }
    take(HEADER + line("odd-1", "po-odd", "typo-1", "20.00", "19.86"));
    take(HEADER + line("odd-2", "po-odd-2", "typo-2", "21.00", "20.86"));
    month.match();
    List<Mismatch> open = settlements();
    assertThat(open).hasSize(3);
    Mismatch missing = open.get(2);
    assertRefused(() -> byHand(missing, open.get(0)), "not the same amount");
    assertRefused(() -> byHand(open.get(0), open.get(1)), "not the same amount");
    byHand(missing, open.get(1));
    assertThat(settlements()).containsExactly(open.get(0));
    assertThat(month.ledger())
        .doesNotContainKeys("provider USD", "rounding USD", "written_off USD");
    allExplained();
  }

  private List<Mismatch> settlements() {
    return month.open().stream().filter(found -> found.side() == Mismatch.Side.SETTLEMENT).toList();
  }

  private void byHand(Mismatch one, Mismatch other) {
    month.database.write(
        tx ->
            month.mismatches.decide(
                tx, one.id(), How.MATCH, Optional.of(other.id()), "operator.ana", "a typo"));
  }

  @Test
  void toGiveMuchUpTwoMustAgree() throws Exception {
    month.next("missing-line");
    month.pay("USD 250.00");
    for (int i = 0; i < 7; i++) {
      month.endOfDay();
    }
    UUID id = month.open().get(0).id();
    assertThat(month.decide(id, How.WRITE_OFF, "operator.ana").state())
        .isEqualTo(Mismatch.State.PROPOSED);
    assertRefused(() -> month.decide(id, How.WRITE_OFF, "operator.ana"), "somebody else");
    assertThat(month.ledger()).doesNotContainKey("written_off USD");
    assertThat(month.decide(id, How.WRITE_OFF, "operator.bo").state())
        .isEqualTo(Mismatch.State.RESOLVED);
    assertThat(month.ledger())
        .doesNotContainKey("provider USD")
        .containsEntry("written_off USD", new BigDecimal("250.00"));
    assertThat(
            month.database.read(handle -> MismatchStore.actions(handle, id)).stream()
                .map(MismatchRoutes.Action::who))
        .containsExactly("operator.ana", "operator.bo");
    assertThatThrownBy(
            () -> month.database.write(tx -> tx.execute("delete from billing.recon_action")))
        .hasStackTraceContaining("stays");
  }

  @Test
  void aMonthIsClosedWhenEverythingIsThereAndNothingIsOpen() throws Exception {
    YearMonth january = YearMonth.from(Month.FIRST);
    assertRefused(() -> closeMonth(january, Set.of()), "must be over");
    month.next("unknown-payment");
    month.pay("USD 9.99");
    while (month.today().isBefore(LocalDate.parse("2027-01-31"))) {
      month.endOfDay();
    }
    month.clock.set(month.now().plus(Duration.ofDays(1)));
    assertRefused(() -> closeMonth(january, Set.of()), "is not here");
    while (feed("settlements").nextDay().isBefore(LocalDate.parse("2027-02-01"))) {
      month.fetch();
    }
    month.fetch();
    assertRefused(() -> closeMonth(january, Set.of()), "exceptions are open");
    assertThatThrownBy(
            () ->
                month.database.write(
                    tx ->
                        tx.execute(
                            "insert into billing.ledger_closed values ('2027-01-01', now())")))
        .as("nor past us")
        .hasStackTraceContaining("is not reconciled");
    Mismatch open = month.open().get(0);
    closeMonth(january, Set.of(open.id()));
    closeMonth(january, Set.of());
    assertThat(month.open().get(0).carried()).contains(LocalDate.parse("2027-02-01"));
    assertThat(facts()).containsOnlyOnce("period.closed");
    allExplained();
    month.decide(open.id(), How.POST, "operator.ana");
    assertThat(
            month.count(
                "select count(*) from billing.ledger_entry where reason like 'recon/"
                    + open.id()
                    + "' and day = '2027-02-01'"))
        .as("what is settled after the close is written into the next month")
        .isEqualTo(1);
    allExplained();
  }

  private void closeMonth(YearMonth which, Set<UUID> carried) {
    month.database.write(
        tx -> {
          month.periods.close(tx, which, carried, "operator.ana");
          return true;
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20270115, 77})
  void whateverGoesWrongEveryLineEndsInOnePlaceAndTheBooksAreExplained(long seed) throws Exception {
    Random random = new Random(seed);
    List<String> faults =
        List.of(
            "missing-line",
            "late-line",
            "duplicate-line",
            "wrong-amount",
            "rounded-line",
            "unknown-payment",
            "foreign-currency",
            "sent-twice",
            "cent",
            "short",
            "split",
            "merged",
            "unknown-payout",
            "duplicate-payout",
            "malformed",
            "xxe",
            "wrong-balance");
    for (int day = 0; day < 12; day++) {
      for (int i = random.nextInt(4); i >= 0; i--) {
        String currency = List.of("USD", "EUR", "CNY").get(random.nextInt(3));
        month.pay(currency + " " + (20 + random.nextInt(50)) + ".9" + random.nextInt(10));
      }
      if (random.nextInt(3) == 0) {
        month.refund("USD 1." + (10 + random.nextInt(80)));
      }
      Set<String> some = new HashSet<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        some.add(faults.get(random.nextInt(faults.size())));
      }
      month.next(some.toArray(String[]::new));
      month.endOfDay();
      month.later(Duration.ofHours(2));
      month.fetch();
      allExplained();
      everyLineIsInOnePlace(seed);
    }
    for (int day = 0; day < 9; day++) {
      month.endOfDay();
      month.later(Duration.ofHours(2));
      month.fetch();
    }
    everyLineIsInOnePlace(seed);
    workToZero();
    assertThat(month.open()).as("seed " + seed).isEmpty();
    assertThat(month.ledger().keySet())
        .as("seed " + seed)
        .noneMatch(name -> name.startsWith("provider") || name.startsWith("settling"));
    allExplained();
  }

  private void workToZero() {
    Clerk clerk = new Clerk(month.database, month.mismatches);
    clerk.rates(Month.FIRST, 13);
    clerk.workToZero();
  }

  private void everyLineIsInOnePlace(long seed) {
    assertThat(
            month.count(
                """
                select count(*) from billing.recon_line l
                join billing.recon_statement s on s.id = l.statement
                where num_nonnulls(match, exception) <> 1 and s.kind = 'settlement'"""))
        .as("seed " + seed)
        .isZero();
    assertThat(
            month.count(
                """
                select count(*) from billing.recon_line l
                left join billing.recon_match m on m.id = l.match
                left join billing.recon_exception x on x.id = l.exception
                where num_nonnulls(m.id, x.id) > 1"""))
        .isZero();
    assertThat(
            month.count(
                """
                select count(*) from billing.recon_match m where statement_lines <>
                  (select count(*) from billing.recon_line where match = m.id)"""))
        .isZero();
  }

  /** The ledger is what the statements say and what is explained, at the end of every month. */
  private void allExplained() {
    for (int ahead = 0; ahead < 2; ahead++) {
      YearMonth which = YearMonth.from(Month.FIRST).plusMonths(ahead);
      List<Periods.Held> report = month.database.read(handle -> Periods.report(handle, which));
      assertThat(report).isNotEmpty().allMatch(held -> held.difference().isZero());
      Map<String, BigDecimal> ledger =
          month.database.read(handle -> PeriodStore.ledger(handle, which.atEndOfMonth())).stream()
              .collect(
                  Collectors.toMap(
                      sum -> sum.name() + " " + sum.amount().getCurrencyUnit(),
                      sum -> sum.amount().getAmount()));
      report.forEach(
          held ->
              assertThat(held.ledger().getAmount())
                  .isEqualByComparingTo(
                      ledger.getOrDefault(
                          held.account() + " " + held.ledger().getCurrencyUnit(),
                          BigDecimal.ZERO)));
    }
  }

  private FeedStore.Feed feed(String name) {
    return month.database.read(FeedStore::all).stream()
        .filter(feed -> feed.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<Intake.Taken> take(String content) {
    return month.database.write(
        tx -> Intake.take(tx, Intake.Format.SETTLEMENT, "card", content, month.now()));
  }

  private static String line(
      String file, String batch, String reference, String gross, String net) {
    return String.join(
            ",",
            file,
            "2027-01-01",
            batch,
            "charge",
            "ch",
            reference,
            "USD",
            gross,
            "0.14",
            "1",
            "USD",
            net)
        + "\n";
  }

  private List<String> facts() {
    return month.database.read(
        handle ->
            handle
                .createQuery("select headers->>'ce_type' from platform.outbox order by id")
                .mapTo(String.class)
                .list());
  }

  private static void assertRefused(Runnable work, String why) {
    assertThatThrownBy(work::run)
        .isInstanceOf(playhouse.serving.platform.Refusal.class)
        .hasMessageContaining(why);
  }
}
