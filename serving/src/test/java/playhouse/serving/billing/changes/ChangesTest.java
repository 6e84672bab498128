package playhouse.serving.billing.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.serving.billing.Office;
import playhouse.serving.billing.subscriptions.Change;
import playhouse.serving.billing.subscriptions.Invoice;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.Refusal;

/** Other plans, at once and later, by a clock that is set by hand. */
class ChangesTest {
  private static final UUID ANA = new UUID(1, 1);
  private Office office;

  @BeforeEach
  void open() {
    office = new Office("2027-04-01T00:00:00Z");
  }

  @AfterEach
  void close() {
    office.close();
  }

  @Test
  void whatIsDearerCostsTheDifferenceForTheRestOfTheTermAndComesWhenItIsPaid() {
    Subscription s = office.paid(ANA, "standard", "US");
    // April has thirty days: twelve are over, eighteen are left.
    office.forward(Duration.ofDays(12));
    Preview preview = office.preview(s, "premium");
    assertThat(preview.comes()).isEqualTo("now");
    assertThat(preview.costs()).isEqualTo(Money.parse("USD 9.59"));
    assertThat(preview.unused()).isEqualTo(Money.parse("USD 5.99"));
    assertThat(preview.toPay()).isEqualTo(Money.parse("USD 3.60"));
    assertThat(preview.until()).isEqualTo("2027-05-01T00:00:00Z");
    assertThat(preview.nextAmount()).isEqualTo(Money.parse("USD 15.99"));
    office.change(s, preview);
    assertThat(office.entitlement(ANA).plan()).isEqualTo("standard");
    Invoice invoice = office.invoices(s).get(0);
    assertThat(office.owed).containsEntry(invoice.id(), Money.parse("USD 3.60"));
    office.pay(invoice);
    assertThat(office.entitlement(ANA).plan()).isEqualTo("premium");
    assertThat(office.current(s).termUntil()).isEqualTo(preview.until());
    office.until(preview.until());
    assertThat(office.invoices(s).get(0).amount()).isEqualTo(preview.nextAmount());
    assertThat(office.told()).contains("subscription.changed");
  }

  @Test
  void aLongerTermBeginsAtOnceAndWhatIsLeftOfTheOldIsCredited() {
    Subscription s = office.paid(ANA, "standard", "US");
    office.forward(Duration.ofDays(15));
    Preview preview = office.preview(s, "standard-yearly");
    assertThat(preview.due()).isEqualTo(Money.parse("USD 94.01"));
    office.change(s, preview);
    office.payAll(s);
    Subscription yearly = office.current(s);
    assertThat(yearly.term()).isEqualTo(2);
    assertThat(yearly.termFrom()).isEqualTo("2027-04-16T00:00:00Z");
    assertThat(yearly.termUntil()).isEqualTo("2028-04-16T00:00:00Z");
    office.until(Instant.parse("2027-05-02T00:00:00Z"));
    assertThat(office.invoices(s)).hasSize(2);
    office.until(Instant.parse("2028-04-16T00:00:00Z"));
    assertThat(office.invoices(s).get(0).amount()).isEqualTo(Money.parse("USD 99.00"));
  }

  @Test
  void whatIsCheaperComesWithTheNextTermAndNeverBefore() {
    Subscription s = office.paid(ANA, "premium", "US");
    Preview preview = office.preview(s, "standard");
    assertThat(preview.comes()).isEqualTo("next-term");
    assertThat(preview.due().isZero()).isTrue();
    assertThat(office.change(s, preview).state()).isEqualTo(Change.State.PLANNED);
    office.until(s.termUntil().minusSeconds(1));
    assertThat(office.entitlement(ANA).plan()).isEqualTo("premium");
    assertThat(office.invoices(s)).hasSize(1);
    office.until(s.termUntil());
    assertThat(office.entitlement(ANA).plan()).isEqualTo("standard");
    assertThat(office.invoices(s).get(0).amount()).isEqualTo(preview.nextAmount());
  }

  @Test
  void whatIsToComeCanBeWithdrawn() {
    Subscription s = office.paid(ANA, "premium", "US");
    office.change(s, office.preview(s, "free"));
    office.write(
        tx -> {
          office.changes.withdraw(tx, Subscriptions.locked(tx, s.id()), office.clock.instant());
          return true;
        });
    office.until(s.termUntil());
    assertThat(office.entitlement(ANA).plan()).isEqualTo("premium");
  }

  @Test
  void aYearEndsWithItsYearAlthoughAMonthFollows() {
    Subscription s = office.paid(ANA, "standard-yearly", "US");
    office.change(s, office.preview(s, "standard"));
    office.until(Instant.parse("2028-04-01T00:00:00Z"));
    assertThat(office.current(s).termUntil()).isEqualTo("2028-05-01T00:00:00Z");
    assertThat(office.invoices(s).get(0).amount()).isEqualTo(Money.parse("USD 9.99"));
  }

  @Test
  void whoMovesToWhatCostsNothingAndBackIsServedAllTheTime() {
    Subscription s = office.begin(ANA, "free", "US");
    Preview trial = office.preview(s, "standard");
    assertThat(trial.comes()).isEqualTo("trial");
    assertThat(trial.toPay().isZero()).isTrue();
    office.change(s, trial);
    assertThat(office.entitlement(ANA).state()).isEqualTo("trial");
    office.until(Instant.parse("2027-04-08T00:00:00Z"));
    office.payAll(s);
    assertThat(office.entitlement(ANA).plan()).isEqualTo("standard");
    office.change(s, office.preview(s, "free"));
    office.until(Instant.parse("2027-05-08T00:00:00Z"));
    assertThat(office.entitlement(ANA).plan()).isEqualTo("free");
    Preview again = office.preview(s, "standard");
    assertThat(again.comes()).as("no second trial").isEqualTo("now");
    assertThat(again.toPay()).isEqualTo(Money.parse("USD 9.99"));
    office.change(s, again);
    assertThat(office.entitlement(ANA).plan()).isEqualTo("free");
    office.payAll(s);
    assertThat(office.entitlement(ANA).plan()).isEqualTo("standard");
    assertThat(office.entitlement(ANA).until()).contains(Instant.parse("2027-06-08T00:00:00Z"));
  }

  @Test
  void inATrialAnotherPlanWaitsForItsEnd() {
    Subscription s = office.begin(ANA, "standard", "US");
    Preview preview = office.preview(s, "premium");
    assertThat(preview.comes()).isEqualTo("next-term");
    office.change(s, preview);
    assertThat(office.entitlement(ANA).plan()).isEqualTo("standard");
    office.until(s.termUntil());
    assertThat(office.invoices(s).get(0).amount()).isEqualTo(Money.parse("USD 15.99"));
  }

  @Test
  void aPreviewHoldsOnlyWhileNothingHasMoved() {
    Subscription s = office.paid(ANA, "standard", "US");
    Preview old = office.preview(s, "premium");
    office.forward(Previews.GOOD);
    refused(() -> office.change(s, old), "something has moved");
    Preview richer = office.preview(s, "premium");
    office.gift(ANA, "7KQ2M4XZ9TB1C8WD", "USD 1.00");
    refused(() -> office.change(s, richer), "something has moved");
    Preview changed = office.preview(s, "premium");
    office.write(tx -> office.subscriptions.pause(tx, Subscriptions.locked(tx, s.id()), 1));
    refused(() -> office.change(s, changed), "something has moved");
    Preview dearer = office.preview(s, "premium");
    office.write(
        tx -> tx.execute("update billing.price set amount = 16.99 where plan = 'premium'"));
    refused(() -> office.change(s, dearer), "something has moved");
    assertThat(office.invoices(s)).hasSize(1);
  }

  @Test
  void theSameAgainChangesNothing() {
    Subscription s = office.paid(ANA, "standard", "US");
    Preview preview = office.preview(s, "premium");
    Change first = office.change(s, preview);
    assertThat(office.change(s, preview)).isEqualTo(first);
    assertThat(office.invoices(s)).hasSize(2);
    office.payAll(s);
    assertThat(office.change(s, preview).state()).isEqualTo(Change.State.DONE);
  }

  @Test
  void whatIsNotPaidDoesNotComeAndIsNotOwedAnyMore() {
    Subscription s = office.paid(ANA, "standard", "US");
    office.change(s, office.preview(s, "premium"));
    Invoice invoice = office.invoices(s).get(0);
    office.inFlight = true;
    office.forward(Duration.ofDays(2));
    assertThat(office.invoices(s).get(0).state()).isEqualTo("open");
    office.inFlight = false;
    office.tick();
    assertThat(office.invoices(s).get(0).state()).isEqualTo("void");
    assertThat(office.current(s).state()).isEqualTo(Subscription.State.ACTIVE);
    assertThat(office.entitlement(ANA).plan()).isEqualTo("standard");
    assertThat(office.facts("invoice.voided")).hasSize(1);
    refused(() -> office.pay(invoice), "nothing is owed");
  }

  @Test
  void aTermDoesNotBeginWhileMoneyForAChangeMayBeOnItsWay() {
    Subscription s = office.paid(ANA, "standard", "US");
    office.clock.set(s.termUntil().minus(Duration.ofHours(1)));
    office.change(s, office.preview(s, "premium"));
    office.inFlight = true;
    office.until(s.termUntil().plusSeconds(60));
    assertThat(office.current(s).term()).isEqualTo(1);
    office.inFlight = false;
    office.pay(office.invoices(s).get(0));
    office.tick();
    assertThat(office.invoices(s).get(0).amount()).isEqualTo(Money.parse("USD 15.99"));
  }

  @Test
  void whatIsBoughtForTheLastHourIsEarnedOnThatDay() {
    Subscription s = office.paid(ANA, "standard", "US");
    office.write(
        tx -> tx.execute("update billing.subscription set term_until = '2027-04-30T23:30:00Z'"));
    office.clock.set(Instant.parse("2027-04-30T11:00:00Z"));
    office.gift(ANA, "7KQ2M4XZ9TB1C8WD", "USD 5.00");
    office.change(s, office.preview(s, "premium"));
    assertThat(office.entitlement(ANA).plan()).isEqualTo("premium");
    assertThat(office.texts("select (end_day - first_day)::text from billing.recognition"))
        .containsExactly("1");
  }

  @Test
  void whoOwesOrLeavesOrRestsCannotChange() {
    Subscription s = office.paid(ANA, "standard", "US");
    office.until(s.termUntil());
    refused(() -> office.preview(s, "premium"), "must be paid first");
    office.payAll(s);
    office.write(tx -> office.subscriptions.cancel(tx, Subscriptions.locked(tx, s.id()), "price"));
    refused(() -> office.preview(s, "premium"), "resume it first");
    refused(() -> office.preview(s, "standard"), "is to end");
    office.write(tx -> office.subscriptions.resume(tx, Subscriptions.locked(tx, s.id())));
    refused(() -> office.preview(s, "standard"), "is what the subscription has");
    refused(() -> office.preview(s, "nothing"), "is not sold");
  }

  @Test
  void whatACouponGaveIsNotCredited() {
    UUID bob = new UUID(1, 2);
    office.write(
        tx ->
            tx.execute(
                """
                insert into billing.coupon values ('ALLFREE', 100, null, null, 1,
                  '2027-01-01', '2028-01-01', null, 1, '{}', '{}', 0)"""));
    office.begin(bob, "standard", "US");
    office.write(tx -> tx.execute("update billing.subscription set state = 'expired'"));
    Subscription s =
        office.write(
            tx ->
                office.subscriptions.subscribe(
                    tx, bob, "standard", "US", java.util.Optional.of("ALLFREE")));
    assertThat(s.state()).isEqualTo(Subscription.State.ACTIVE);
    Preview preview = office.preview(s, "premium");
    assertThat(preview.unused().isZero()).isTrue();
    assertThat(preview.due()).isEqualTo(Money.parse("USD 15.99"));
  }

  /** The last day of a month stays the last, whatever comes in between. */
  @ParameterizedTest
  @CsvSource({
    "2027-01-31T10:00:00Z, 2027-02-28 2027-03-31 2027-04-30 2027-05-31",
    "2027-01-30T00:00:00Z, 2027-02-28 2027-03-30 2027-04-30 2027-05-30",
    "2028-01-29T23:59:59Z, 2028-02-29 2028-03-29 2028-04-29 2028-05-29",
    "2027-08-31T12:00:00Z, 2027-09-30 2027-10-31 2027-11-30 2027-12-31",
    "2027-03-28T01:30:00Z, 2027-04-28 2027-05-28 2027-06-28 2027-07-28"
  })
  void termsEndOnTheDayOnWhichTheyBegan(String begin, String ends) {
    office.clock.set(Instant.parse(begin));
    Subscription s = office.paid(ANA, "standard", "US");
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      seen.add(office.current(s).termUntil().toString().substring(0, 10));
      if (i == 1) {
        office.change(s, office.preview(s, "premium"));
        office.payAll(s);
      }
      if (i == 2) {
        office.change(s, office.preview(s, "standard"));
      }
      office.until(office.current(s).termUntil());
      office.payAll(s);
    }
    assertThat(String.join(" ", seen)).isEqualTo(ends);
  }

  /** Whoever moves to and fro pays for every second what it costs, to the cent of each invoice. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 20270401})
  void toAndFroBringsNothing(long seed) {
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<String> plans = List.of("standard", "premium", "family", "standard-yearly");
    Subscription s = office.paid(ANA, "standard", "US");
    BigDecimal served = BigDecimal.ZERO;
    Instant end = office.clock.instant().plus(Duration.ofDays(500));
    while (office.clock.instant().isBefore(end)) {
      Instant before = office.clock.instant();
      Instant next = before.plusSeconds(1 + random.nextInt(5 * 86_400));
      Subscription now = office.current(s);
      if (next.isAfter(now.termUntil())) {
        next = now.termUntil();
      }
      served = served.add(cost(now, before, next));
      office.until(next);
      office.payAll(s);
      String plan = plans.get(random.nextInt(plans.size()));
      if (!plan.equals(office.current(s).plan())) {
        Preview preview = office.preview(s, plan);
        int invoices = office.invoices(s).size();
        office.change(s, preview);
        Money asked =
            office.invoices(s).size() == invoices
                ? Money.zero(preview.due().getCurrencyUnit())
                : office.invoices(s).get(0).amount();
        assertThat(asked).isEqualTo(preview.toPay());
        office.payAll(s);
      }
    }
    Subscription last = office.current(s);
    BigDecimal paid =
        office.invoices(s).stream()
            .filter(i -> i.state().equals("paid"))
            .map(i -> i.total().getAmount())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal ahead = cost(last, office.clock.instant(), last.termUntil());
    BigDecimal tolerance =
        new BigDecimal("0.02").multiply(BigDecimal.valueOf(office.invoices(s).size()));
    assertThat(paid).isCloseTo(served.add(ahead), org.assertj.core.data.Offset.offset(tolerance));
    assertThat(office.invoices(s)).allMatch(i -> i.total().isPositive());
    assertThat(office.told()).contains("subscription.changed");
  }

  private static BigDecimal cost(Subscription s, Instant from, Instant until) {
    long all = Duration.between(s.termFrom(), s.termUntil()).toSeconds();
    return s.price()
        .getAmount()
        .multiply(BigDecimal.valueOf(Duration.between(from, until).toSeconds()))
        .divide(BigDecimal.valueOf(all), MathContext.DECIMAL64);
  }

  private static void refused(Runnable work, String why) {
    assertThatThrownBy(work::run).isInstanceOf(Refusal.class).hasMessageContaining(why);
  }
}
