package playhouse.serving.billing.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.serving.EmptyServices;
import playhouse.serving.HandClock;
import playhouse.serving.Provider;
import playhouse.serving.billing.ledger.Recognition;
import playhouse.serving.billing.payments.channels.HttpPsp;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.store.ServicesDatabase;

/** Money through a provider that is told to go wrong, by a clock that is set by hand. */
class PaymentsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final UUID ana = UUID.randomUUID();
  private Provider psp;

  private final HandClock clock = new HandClock(Instant.now());

  private ServicesDatabase database;
  private Payments payments;
  private Subscriptions subscriptions;

  @BeforeEach
  void open() throws Exception {
    database = EmptyServices.open();
    psp = new Provider();
    use(new HttpPsp(psp.uri(), "key", "secret", PATIENCE, clock));
  }

  @AfterEach
  void close() {
    psp.close();
    database.close();
  }

  private void use(PaymentChannel channel) {
    payments = new Payments(database, Map.of("card", channel), Runnable::run, clock);
    subscriptions = new Subscriptions(clock, payments);
  }

  @Test
  void whatIsOwedIsTakenAndTheSubscriptionGoesOn() throws Exception {
    Subscription s = owing("tok_visa");
    payments.collect();
    assertThat(payment(s).state()).isEqualTo(Payment.State.CAPTURED);
    assertThat(psp.charges()).hasSize(1);
    assertThat(psp.charges().get(0).path("amountMinor").asLong()).isEqualTo(999);
    assertThat(current(s).state()).isEqualTo(Subscription.State.ACTIVE);
    assertThat(told()).contains("payment.captured", "invoice.paid", "ledger.posted");
    assertThat(payments.collect()).isZero();
  }

  @Test
  void theBooksSayWhoOwesWhatAndWhatIsEarnedEachDay() throws Exception {
    Subscription s = owing("tok_visa");
    payments.collect();
    assertThat(books()).isEqualTo(Map.of("provider", "9.99", "deferred", "-9.99"));
    Recognition recognition = new Recognition(clock);
    long days = Duration.between(s.beginOf(1), s.beginOf(2)).toDays();
    clock.set(s.beginOf(1).plus(Duration.ofDays(10)));
    assertThat(database.write(recognition::recognise)).isEqualTo(1);
    assertThat(database.write(recognition::recognise)).isZero();
    String tenDays =
        new BigDecimal("9.99")
            .multiply(BigDecimal.TEN)
            .divide(BigDecimal.valueOf(days), 2, RoundingMode.HALF_EVEN)
            .negate()
            .toString();
    assertThat(books()).containsEntry("revenue", tenDays);
    clock.set(s.beginOf(2).plus(Duration.ofDays(1)));
    database.write(recognition::recognise);
    assertThat(books())
        .containsEntry("provider", "9.99")
        .containsEntry("deferred", "0.00")
        .containsEntry("revenue", "-9.99");
  }

  /** What stands on each account. */
  private Map<String, String> books() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select account, sum(amount)::numeric(19, 2)::text as amount
                    from billing.ledger_line group by account""")
                .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"drop-after", "error-after", "slow", "stall", "nonsense", "drop-before"})
  void whateverTheProviderDoesNotSayTheMoneyIsTakenOnce(String fault) throws Exception {
    Subscription s = owing("tok_visa");
    psp.next(fault);
    payments.collect();
    assertThat(payment(s).state()).isEqualTo(Payment.State.UNKNOWN);
    assertThat(current(s).state()).isNotEqualTo(Subscription.State.EXPIRED);
    untilSettled(s);
    assertThat(payment(s).state()).isEqualTo(Payment.State.CAPTURED);
    assertThat(psp.charges()).hasSize(1);
    assertThat(told().stream().filter("payment.captured"::equals)).hasSize(1);
  }

  @Test
  void aProviderThatIsNotThereIsWaitedFor() throws Exception {
    Subscription s = owing("tok_visa");
    use(new HttpPsp(URI.create("http://127.0.0.1:1"), "key", "secret", PATIENCE, clock));
    payments.collect();
    assertThat(payment(s).state()).isEqualTo(Payment.State.DUE);
    use(new HttpPsp(psp.uri(), "key", "secret", PATIENCE, clock));
    untilSettled(s);
    assertThat(payment(s).attempt()).isEqualTo(1);
    assertThat(psp.charges()).hasSize(1);
  }

  @Test
  void whoDiedWhileSendingHasTakenTheMoneyOrNotAndItIsTakenOnce() throws Exception {
    Subscription sent = owing("tok_visa");
    use(new Dying(true));
    dies();
    clock.forward(Duration.ofMinutes(2));
    use(new HttpPsp(psp.uri(), "key", "secret", PATIENCE, clock));
    untilSettled(sent);
    assertThat(payment(sent).state()).isEqualTo(Payment.State.CAPTURED);
    assertThat(psp.charges()).hasSize(1);
  }

  @Test
  void whoDiedBeforeSendingHasTakenNothing() throws Exception {
    Subscription s = owing("tok_visa");
    use(new Dying(false));
    dies();
    assertThat(psp.charges()).isEmpty();
    clock.forward(Duration.ofMinutes(2));
    use(new HttpPsp(psp.uri(), "key", "secret", PATIENCE, clock));
    untilSettled(s);
    assertThat(psp.charges()).hasSize(1);
  }

  @Test
  void aBankThatSaysNoIsAskedAgainAndThenNoMore() throws Exception {
    Subscription s = owing("tok_declined");
    untilSettled(s);
    assertThat(payment(s).state()).isEqualTo(Payment.State.FAILED);
    assertThat(payment(s).code()).contains("insufficient_funds");
    assertThat(psp.charges()).hasSize(4);
    assertThat(psp.charges()).extracting(c -> c.path("reference").asText()).doesNotHaveDuplicates();
    assertThat(told().stream().filter("payment.failed"::equals)).hasSize(4);
    clock.set(s.termUntil().plus(Duration.ofDays(8)));
    database.write(subscriptions::tick);
    assertThat(current(s).state()).isEqualTo(Subscription.State.EXPIRED);
  }

  @Test
  void anotherMethodIsTriedAtOnce() throws Exception {
    Subscription s = owing("tok_declined");
    payments.collect();
    method("tok_visa");
    payments.collect();
    assertThat(payment(s).state()).isEqualTo(Payment.State.CAPTURED);
    assertThat(psp.charges())
        .extracting(c -> c.path("status").asText())
        .containsExactly("declined", "succeeded");
  }

  @Test
  void aMethodThatIsSetWhileTheBankIsAskedIsTriedNext() throws Exception {
    Subscription s = owing("tok_declined");
    psp.next("drop-after");
    payments.collect();
    assertThat(payment(s).state()).isEqualTo(Payment.State.UNKNOWN);
    method("tok_visa");
    clock.set(payment(s).nextAt());
    payments.collect();
    payments.collect();
    assertThat(payment(s).state()).isEqualTo(Payment.State.CAPTURED);
    assertThat(psp.charges())
        .extracting(c -> c.path("method").asText())
        .containsExactly("tok_declined", "tok_visa");
  }

  @Test
  void moneyThatComesWhenNobodyWaitsForItIsACaseForPeople() throws Exception {
    Subscription s = owing("tok_declined");
    untilSettled(s);
    Payment failed = payment(s);
    Outcome late = new Outcome.Captured("ch_late", 999, "USD");
    use(new Telling(failed.id() + "-1", late));
    database.write(
        tx -> {
          payments.told(tx, "card", PaymentChannel.Notice.of(new byte[0], "none", ""));
          return true;
        });
    assertThat(payment(s).state()).isEqualTo(Payment.State.DISPUTED);
    assertThat(payment(s).code()).contains("captured_late");
  }

  @Test
  void whoSubscribesAndSaysHowTheyPayAtTheSameTimeIsCharged() {
    for (int i = 0; i < 30; i++) {
      UUID person = UUID.randomUUID();
      Subscription trial =
          database.write(tx -> subscriptions.subscribe(tx, person, "standard", "US"));
      database.write(
          tx ->
              tx.execute(
                  "update billing.subscription set state = 'expired' where id = ?", trial.id()));
      CompletableFuture<Boolean> paying =
          CompletableFuture.supplyAsync(
              () ->
                  database.write(
                      tx -> {
                        payments.payWith(tx, new PaymentMethod(person, "card", "tok_visa", "Visa"));
                        return true;
                      }));
      Subscription s = database.write(tx -> subscriptions.subscribe(tx, person, "standard", "US"));
      paying.join();
      assertThat(payment(s).state()).isEqualTo(Payment.State.DUE);
    }
  }

  /** A provider that tells one thing. */
  private record Telling(String reference, Outcome outcome) implements PaymentChannel {
    @Override
    public Outcome charge(Payment payment) {
      return new Outcome.Unknown("silent");
    }

    @Override
    public Outcome inquire(Payment payment) {
      return new Outcome.Unknown("silent");
    }

    @Override
    public Optional<Told> told(Notice notice) {
      return Optional.of(new Told("evt_late", "charge", new OfPayment(reference, outcome)));
    }
  }

  @Test
  void anotherAmountThanWasAskedForIsACaseForPeople() throws Exception {
    Subscription s = owing("tok_visa");
    psp.next("wrong-amount");
    payments.collect();
    assertThat(payment(s).state()).isEqualTo(Payment.State.DISPUTED);
    assertThat(payment(s).code()).contains("amount_differs");
    assertThat(told()).doesNotContain("payment.captured", "invoice.paid");
  }

  @Test
  void nothingEndsWhileMoneyMayBeOnItsWay() throws Exception {
    Subscription s = owing("tok_visa");
    psp.next("drop-after");
    payments.collect();
    clock.set(s.termUntil().plus(Duration.ofDays(1)));
    database.write(subscriptions::tick);
    clock.set(s.termUntil().plus(Duration.ofDays(9)));
    database.write(subscriptions::tick);
    assertThat(current(s).state()).isEqualTo(Subscription.State.PAST_DUE);
    untilSettled(s);
    assertThat(current(s).state()).isEqualTo(Subscription.State.ACTIVE);
  }

  @Test
  void ofManyWhoCollectAtOnceOneTakesTheMoney() throws Exception {
    Subscription s = owing("tok_visa");
    List<CompletableFuture<Integer>> collecting = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      collecting.add(CompletableFuture.supplyAsync(payments::collect));
    }
    assertThat(collecting.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(1);
    assertThat(payment(s).state()).isEqualTo(Payment.State.CAPTURED);
    assertThat(psp.charges()).hasSize(1);
  }

  /** Somebody who is killed while sending. */
  private final class Dying implements PaymentChannel {
    private final boolean afterSending;
    private final HttpPsp there = new HttpPsp(psp.uri(), "key", "secret", PATIENCE, clock);

    private Dying(boolean afterSending) {
      this.afterSending = afterSending;
    }

    @Override
    public Outcome charge(Payment payment) {
      if (afterSending) {
        there.charge(payment);
      }
      throw new IllegalStateException("killed");
    }

    @Override
    public Outcome inquire(Payment payment) {
      throw new IllegalStateException("killed");
    }

    @Override
    public Optional<Told> told(Notice notice) {
      return Optional.empty();
    }
  }

  private void dies() {
    try {
      payments.collect();
      throw new AssertionError("it was to die");
    } catch (CompletionException e) {
      assertThat(e).hasRootCauseMessage("killed");
    }
  }

  /** A subscription whose trial is over. */
  private Subscription owing(String token) {
    method(token);
    Subscription s = database.write(tx -> subscriptions.subscribe(tx, ana, "standard", "US"));
    clock.set(s.termUntil());
    database.write(subscriptions::tick);
    return s;
  }

  private void method(String token) {
    database.write(
        tx -> {
          payments.payWith(tx, new PaymentMethod(ana, "card", token, "Visa"));
          return true;
        });
  }

  /** Lets the clock go on from one thing that is to be done to the next. */
  private void untilSettled(Subscription s) {
    for (int i = 0; i < 50 && !payment(s).settled(); i++) {
      if (payment(s).nextAt().isAfter(clock.instant())) {
        clock.set(payment(s).nextAt());
      }
      payments.collect();
    }
  }

  private Payment payment(Subscription s) {
    List<Payment> all = database.read(handle -> PaymentStore.of(handle, s.id()));
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private Subscription current(Subscription s) {
    return database.read(handle -> Subscriptions.find(handle, s.id()).orElseThrow());
  }

  private List<String> told() {
    return database.read(
        handle ->
            handle
                .createQuery("select headers ->> 'ce_type' from platform.outbox order by id")
                .mapTo(String.class)
                .list());
  }
}
