package playhouse.serving.billing.offers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import playhouse.serving.billing.Office;
import playhouse.serving.billing.subscriptions.Invoice;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.Refusal;

/** Coupons, gift cards and balances by a clock that is set by hand. */
class OffersTest {
  private static final UUID ANA = new UUID(1, 1);
  private static final UUID BOB = new UUID(1, 2);
  private static final String CODE = "7KQ2M4XZ9TB1C8WD";
  private Office office;

  @BeforeEach
  void open() {
    office = new Office("2027-04-01T00:00:00Z");
  }

  @AfterEach
  void close() {
    office.close();
  }

  private Coupon coupon(String code, String percent, Optional<Integer> terms, int most) {
    Coupon coupon =
        new Coupon(
            code,
            Optional.of(new BigDecimal(percent)),
            Optional.empty(),
            terms,
            Instant.parse("2027-01-01T00:00:00Z"),
            Instant.parse("2027-12-01T00:00:00Z"),
            Optional.of(most),
            1,
            List.of("standard", "premium"),
            List.of("US", "DE"),
            0);
    return office.write(tx -> Coupons.add(tx, coupon));
  }

  private void use(Subscription s, String code) {
    office.write(
        tx -> {
          office.subscriptions.couponed(tx, Subscriptions.locked(tx, s.id()), code);
          return true;
        });
  }

  private List<String> totals(Subscription s) {
    return office.invoices(s).stream().map(i -> i.total().getAmount().toString()).toList();
  }

  @Test
  void aCouponTakesSomethingOffSoManyTermsAndThenNoMore() {
    coupon("HALF", "50", Optional.of(2), 10);
    Subscription s = office.begin(ANA, "standard", "DE");
    use(s, "HALF");
    for (int i = 0; i < 3; i++) {
      office.until(office.current(s).termUntil());
      office.payAll(s);
    }
    assertThat(totals(s)).containsExactly("9.99", "4.99", "4.99");
    Invoice half = office.invoices(s).get(1);
    List<Invoice.Line> lines = office.database.read(h -> Subscriptions.lines(h, half));
    assertThat(lines).extracting(Invoice.Line::what).containsExactly("plan", "discount");
    assertThat(lines.stream().map(Invoice.Line::tax).reduce(Money::plus)).contains(half.totalTax());
    assertThat(lines.stream().map(Invoice.Line::gross).reduce(Money::plus)).contains(half.total());
  }

  @Test
  void aCouponIsForSomePlansAndCountriesAndPeopleAndForAWhile() {
    coupon("HALF", "50", Optional.empty(), 10);
    Subscription yearly = office.begin(ANA, "standard-yearly", "US");
    refused(() -> use(yearly, "HALF"), "no such coupon for this");
    refused(() -> use(yearly, "NONE"), "no such coupon for this");
    Subscription s = office.begin(BOB, "standard", "US");
    use(s, "HALF");
    refused(() -> use(s, "HALF"), "as often as it may be");
    coupon("TENTH", "10", Optional.empty(), 10);
    refused(() -> use(s, "TENTH"), "another coupon");
    office.clock.set(Instant.parse("2027-12-01T00:00:00Z"));
    Subscription late = office.begin(new UUID(1, 3), "standard", "US");
    refused(() -> use(late, "HALF"), "no such coupon for this");
  }

  @Test
  void ofManyWhoComeAtOnceOnlySoManyAsItIsForGetIt() {
    coupon("FEW1", "50", Optional.empty(), 3);
    List<Subscription> all =
        IntStream.range(0, 12)
            .mapToObj(i -> office.begin(new UUID(3, i), "standard", "US"))
            .toList();
    AtomicInteger refused = new AtomicInteger();
    CompletableFuture.allOf(
            all.stream()
                .map(
                    s ->
                        CompletableFuture.runAsync(
                            () -> {
                              try {
                                use(s, "FEW1");
                              } catch (Refusal e) {
                                refused.incrementAndGet();
                              }
                            }))
                .toArray(CompletableFuture[]::new))
        .join();
    assertThat(refused).hasValue(9);
    assertThat(office.texts("select used::text from billing.coupon")).containsExactly("3");
    assertThat(office.texts("select count(*)::text from billing.coupon_use")).containsExactly("3");
  }

  @Test
  void whatTheBalanceCoversIsPaidAtOnceAndTheRestIsTakenAsUsual() {
    office.gift(ANA, CODE, "USD 15.00");
    assertThat(office.booked("gift")).isEqualTo("-15.00");
    assertThat(office.booked("gift_sales")).isEqualTo("15.00");
    Subscription s = office.begin(ANA, "standard", "US");
    office.until(s.termUntil());
    Invoice first = office.invoices(s).get(0);
    assertThat(first.state()).isEqualTo("paid");
    assertThat(first.amount().isZero()).isTrue();
    assertThat(office.owed).isEmpty();
    assertThat(office.booked("deferred")).isEqualTo("-9.99");
    office.until(office.current(s).termUntil());
    Invoice second = office.invoices(s).get(0);
    assertThat(office.owed).containsEntry(second.id(), Money.parse("USD 4.98"));
    assertThat(office.booked("gift")).isEqualTo("-5.01");
    office.pay(second);
    assertThat(office.booked("gift")).isEqualTo("0.00");
    assertThat(office.balance(ANA, "USD 0").isZero()).isTrue();
    // Only of what is paid with money, money is told.
    assertThat(office.facts("invoice.paid"))
        .extracting(
            fact -> fact.getInvoicePaid().getWithoutPayment(),
            fact -> fact.getInvoicePaid().getTermFrom(),
            fact -> fact.getInvoicePaid().getTermDays())
        .containsExactly(
            tuple(true, first.from(), days(first)), tuple(false, second.from(), days(second)));
  }

  private static int days(Invoice invoice) {
    return Math.toIntExact(Duration.between(invoice.from(), invoice.until()).toDays());
  }

  @Test
  void whatWasTakenForAnInvoiceThatIsVoidGoesBack() {
    office.gift(ANA, CODE, "USD 5.00");
    Subscription s = office.begin(ANA, "standard", "US");
    office.until(s.termUntil());
    assertThat(office.balance(ANA, "USD 0").isZero()).isTrue();
    office.forward(Duration.ofDays(2));
    office.forward(Duration.ofDays(8));
    assertThat(office.current(s).state()).isEqualTo(Subscription.State.EXPIRED);
    assertThat(office.balance(ANA, "USD 0")).isEqualTo(Money.parse("USD 5.00"));
    assertThat(office.booked("gift")).isEqualTo("-5.00");
  }

  @Test
  void aGiftCardMeetsWhatIsOwedAlready() {
    Subscription s = office.begin(ANA, "standard", "US");
    office.until(s.termUntil());
    office.forward(Duration.ofDays(2));
    assertThat(office.current(s).state()).isEqualTo(Subscription.State.PAST_DUE);
    office.inFlight = true;
    office.gift(ANA, CODE, "USD 10.00");
    assertThat(office.current(s).state()).isEqualTo(Subscription.State.PAST_DUE);
    office.inFlight = false;
    office.gift(ANA, "7KQ2M4XZ9TB1C8WE", "USD 10.00");
    assertThat(office.current(s).state()).isEqualTo(Subscription.State.ACTIVE);
    assertThat(office.balance(ANA, "USD 0")).isEqualTo(Money.parse("USD 10.01"));
    assertThat(office.facts("invoice.paid"))
        .extracting(fact -> fact.getInvoicePaid().getWithoutPayment())
        .containsExactly(true);
  }

  @Test
  void aGiftCardIsWorthSomethingOnceAndToOnePerson() {
    office.gift(ANA, CODE, "USD 5.00");
    office.gift(ANA, CODE, "USD 5.00");
    assertThat(office.balance(ANA, "USD 0")).isEqualTo(Money.parse("USD 5.00"));
    refused(() -> office.gift(BOB, CODE, "USD 5.00"), "no such gift card");
    refused(() -> office.gift(BOB, CODE, "USD 6.00"), "worth something else");
    assertThat(office.texts("select encode(hash, 'hex') || tail from billing.gift_card"))
        .hasSize(1)
        .noneMatch(text -> text.contains(CODE));
  }

  @Test
  void ofManyWhoBringTheSameCodeOneGetsIt() {
    office.write(
        tx ->
            GiftCards.activate(tx, CODE, Money.parse("USD 5.00"), "sold", office.clock.instant()));
    CompletableFuture.allOf(
            IntStream.range(0, 8)
                .mapToObj(
                    i ->
                        CompletableFuture.runAsync(
                            () -> {
                              try {
                                office.gift(new UUID(4, i), CODE, "USD 5.00");
                              } catch (Refusal e) {
                                // one of the seven
                              }
                            }))
                .toArray(CompletableFuture[]::new))
        .join();
    assertThat(office.texts("select sum(amount)::numeric(19, 2)::text from billing.balance"))
        .containsExactly("5.00");
  }

  @Test
  void whoGuessesIsStopped() {
    Guesses guesses = new Guesses();
    for (int i = 0; i < 10; i++) {
      refused(() -> guesses.of(ANA, this::wrong), "none");
    }
    refused(() -> guesses.of(ANA, () -> true), "ask again");
    assertThat(guesses.of(BOB, () -> true)).isTrue();
  }

  private boolean wrong() {
    throw Refusal.missing("none");
  }

  private static void refused(Runnable work, String why) {
    assertThatThrownBy(work::run).isInstanceOf(Refusal.class).hasMessageContaining(why);
  }
}
