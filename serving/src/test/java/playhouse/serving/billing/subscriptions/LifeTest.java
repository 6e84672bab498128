package playhouse.serving.billing.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import playhouse.serving.EmptyServices;
import playhouse.serving.HandClock;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.store.ServicesDatabase;

/** What becomes of subscriptions in years, by a clock that is set by hand. */
class LifeTest {
  private static final UUID ANA = new UUID(1, 1);

  private final HandClock clock = new HandClock(Instant.parse("2027-01-24T10:00:00Z"));
  private ServicesDatabase database;
  private final List<String> owed = new ArrayList<>();
  private final List<String> givenBack = new ArrayList<>();
  private boolean inFlight;
  private final Subscriptions subscriptions =
      new Subscriptions(
          clock,
          new Charges() {
            @Override
            public void owed(Handle tx, Subscription subscription, Invoice invoice) {
              owed.add(invoice.id());
            }

            @Override
            public boolean stop(Handle tx, UUID subscription) {
              return !inFlight;
            }

            @Override
            public UUID giveBack(
                Handle tx, String invoice, Money amount, Money tax, String reason) {
              givenBack.add(invoice + " " + amount);
              return new UUID(9, givenBack.size());
            }
          });

  @BeforeEach
  void open() {
    database = EmptyServices.open();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void termsAreCountedFromTheFirstSoTheLastDayOfAMonthStaysTheLast() {
    Subscription s = begin("standard");
    assertThat(s.termUntil()).isEqualTo("2027-01-31T10:00:00Z");
    List<String> ends = new ArrayList<>();
    for (int month = 0; month < 5; month++) {
      clock.set(current(s).termUntil());
      tick();
      ends.add(current(s).termUntil().toString().substring(0, 10));
      payAll(s);
    }
    assertThat(ends)
        .containsExactly("2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30");
  }

  @Test
  void eachTermIsInvoicedOnceHoweverOftenTheClockComesBy() {
    Subscription s = begin("standard");
    clock.set(s.termUntil());
    for (int i = 0; i < 3; i++) {
      tick();
    }
    assertThat(invoices(s)).hasSize(1);
    assertThat(invoices(s).get(0).amount()).isEqualTo(Money.parse("USD 9.99"));
    assertThat(current(s).state()).isEqualTo(Subscription.State.ACTIVE);
  }

  @Test
  void whoDoesNotPayMayGoOnForAWhileAndThenNotAndOwesNothing() {
    Subscription s = begin("standard");
    clock.set(s.termUntil());
    tick();
    clock.forward(Duration.ofDays(1));
    tick();
    assertThat(entitled(s).state()).isEqualTo("grace");
    clock.set(s.termUntil().plus(Duration.ofDays(8)));
    tick();
    assertThat(current(s).state()).isEqualTo(Subscription.State.EXPIRED);
    assertThat(entitled(s).state()).isEqualTo("none");
    assertThat(invoices(s)).extracting(Invoice::state).containsExactly("void");
    assertThatThrownBy(() -> pay(invoices(s).get(0)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("nothing is owed");
    assertThat(told())
        .containsExactly(
            "subscription.started",
            "entitlement.changed",
            "subscription.renewed",
            "entitlement.changed",
            "invoice.issued",
            "dunning.started",
            "entitlement.changed",
            "dunning.exhausted",
            "invoice.voided",
            "subscription.ended",
            "entitlement.changed");
  }

  @Test
  void whoseMoneyMayBeOnItsWayDoesNotEndUntilThatIsKnown() {
    Subscription s = begin("standard");
    clock.set(s.termUntil());
    tick();
    assertThat(owed).containsExactly(invoices(s).get(0).id());
    clock.forward(Duration.ofDays(1));
    tick();
    clock.set(s.termUntil().plus(Duration.ofDays(8)));
    inFlight = true;
    assertThat(tick()).isZero();
    assertThat(current(s).state()).isEqualTo(Subscription.State.PAST_DUE);
    assertThat(entitled(s).until()).contains(current(s).termUntil());
    inFlight = false;
    tick();
    assertThat(current(s).state()).isEqualTo(Subscription.State.EXPIRED);
  }

  @Test
  void whoseMoneyNobodyDecidesOnIsNotServedForEver() {
    Subscription s = begin("standard");
    clock.set(s.termUntil());
    tick();
    inFlight = true;
    clock.forward(Duration.ofDays(9));
    tick();
    Instant end = current(s).termUntil();
    clock.set(end.minusSeconds(1));
    tick();
    assertThat(entitled(s).state()).isEqualTo("grace");
    clock.set(end);
    tick();
    assertThat(current(s).state()).isEqualTo(Subscription.State.PAST_DUE);
    assertThat(entitled(s).state()).isEqualTo("none");
  }

  @Test
  void whatWasCancelledAndCannotEndYetIsServedForAWhile() {
    Subscription s = begin("standard");
    database.write(tx -> subscriptions.cancel(tx, locked(tx, s), "price"));
    inFlight = true;
    clock.set(s.termUntil());
    tick();
    assertThat(entitled(s).state()).isEqualTo("trial");
    clock.set(s.termUntil().plus(Duration.ofDays(8)));
    tick();
    assertThat(entitled(s).state()).isEqualTo("none");
    inFlight = false;
    tick();
    assertThat(current(s).state()).isEqualTo(Subscription.State.EXPIRED);
  }

  @Test
  void whoWasAskedForMoneyLateIsToldThatTheyAreServedOnWhenGraceByTheTermIsOver() {
    Subscription s = begin("standard");
    Instant asked = s.termUntil().plus(Duration.ofDays(2));
    clock.set(asked);
    tick();
    clock.forward(Duration.ofDays(2));
    tick();
    assertThat(current(s).state()).isEqualTo(Subscription.State.PAST_DUE);
    clock.set(s.termUntil().plus(Duration.ofDays(8)));
    tick();
    assertThat(entitled(s).state()).isEqualTo("grace");
    assertThat(toldUntil()).as("to the end of the term").isEqualTo(current(s).termUntil());
    int told = told().size();
    tick();
    assertThat(told()).as("once").hasSize(told);
    clock.set(asked.plus(Duration.ofDays(8)));
    tick();
    assertThat(current(s).state()).isEqualTo(Subscription.State.EXPIRED);
  }

  /** Until when it was last told that somebody may use something. */
  private Instant toldUntil() {
    return database.read(
        handle ->
            handle
                .createQuery("select waits_until from billing.subscription")
                .mapTo(Instant.class)
                .one());
  }

  @Test
  void whoPaysLateGoesOn() {
    Subscription s = begin("standard");
    clock.set(s.termUntil());
    tick();
    clock.forward(Duration.ofDays(3));
    tick();
    assertThat(current(s).state()).isEqualTo(Subscription.State.PAST_DUE);
    payAll(s);
    assertThat(current(s).state()).isEqualTo(Subscription.State.ACTIVE);
    assertThat(told()).contains("dunning.recovered");
    clock.set(s.termUntil().plus(Duration.ofDays(9)));
    tick();
    assertThat(current(s).state()).isEqualTo(Subscription.State.ACTIVE);
  }

  @Test
  void whatIsCancelledEntitlesUntilItsTermIsOver() {
    Subscription s = begin("standard");
    database.write(tx -> subscriptions.cancel(tx, locked(tx, s), "price"));
    clock.set(s.termUntil().minusSeconds(1));
    tick();
    assertThat(entitled(s).state()).isEqualTo("trial");
    clock.set(s.termUntil());
    tick();
    assertThat(current(s).state()).isEqualTo(Subscription.State.EXPIRED);
    assertThat(invoices(s)).isEmpty();
  }

  @Test
  void whatCostsNothingGoesOnWithoutInvoices() {
    Subscription s = begin("free");
    for (int month = 0; month < 3; month++) {
      clock.set(current(s).termUntil());
      tick();
    }
    assertThat(current(s).term()).isEqualTo(4);
    assertThat(invoices(s)).isEmpty();
  }

  @Test
  void aClockThatStoodStillForMonthsMakesUpForAllOfThem() {
    Subscription s = begin("free");
    clock.forward(Duration.ofDays(100));
    while (tick() > 0) {
      // until nothing is due any more
    }
    assertThat(current(s).termUntil()).isAfter(clock.instant());
    assertThat(current(s).term()).isEqualTo(4);
  }

  private Subscription begin(String plan) {
    return database.write(tx -> subscriptions.subscribe(tx, ANA, plan, "US"));
  }

  private Entitlement entitled(Subscription s) {
    return Entitlement.of(current(s), s.person(), clock.instant());
  }

  private Subscription current(Subscription s) {
    return database.read(handle -> SubscriptionStore.find(handle, s.id()).orElseThrow());
  }

  private static Subscription locked(Handle tx, Subscription s) {
    return SubscriptionStore.locked(tx, s.id()).orElseThrow();
  }

  private List<Invoice> invoices(Subscription s) {
    return database.read(handle -> InvoiceStore.of(handle, s.id()));
  }

  private Invoice pay(Invoice invoice) {
    return database.write(tx -> subscriptions.paid(tx, invoice.id()));
  }

  private void payAll(Subscription s) {
    invoices(s).stream().filter(invoice -> invoice.state().equals("open")).forEach(this::pay);
  }

  private int tick() {
    return database.write(subscriptions::tick);
  }

  /** Types of the facts that were told, in their order. */
  private List<String> told() {
    return database.read(
        handle ->
            handle
                .createQuery("select headers ->> 'ce_type' from platform.outbox order by id")
                .mapTo(String.class)
                .list());
  }
}
