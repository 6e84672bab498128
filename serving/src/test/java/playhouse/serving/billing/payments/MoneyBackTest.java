package playhouse.serving.billing.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.stream.Stream;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.contracts.Wire;
import playhouse.serving.EmptyServices;
import playhouse.serving.HandClock;
import playhouse.serving.Providers;
import playhouse.serving.billing.ledger.Recognition;
import playhouse.serving.billing.payments.disputes.Dispute;
import playhouse.serving.billing.payments.routing.Router;
import playhouse.serving.billing.payments.routing.Screening;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.store.ServicesDatabase;

/** Money that goes back, that came wrong, or that banks take; and payers who must do something. */
class MoneyBackTest {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final UUID ana = UUID.randomUUID();
  private final HandClock clock = new HandClock(Instant.parse("2027-03-01T00:00:00Z"));
  private Providers providers;
  private ServicesDatabase database;
  private Payments payments;
  private Subscriptions subscriptions;
  private Screening.Verdict verdict = Screening.Verdict.ALLOW;
  private int judged;

  @BeforeEach
  void open() throws Exception {
    database = EmptyServices.open();
    providers = new Providers(URI.create("http://127.0.0.1:1"), 0, clock);
    Map<String, PaymentChannel> channels = providers.channels(PATIENCE, clock);
    payments =
        new Payments(
            database,
            channels,
            Runnable::run,
            clock,
            new Payments.Others(
                (tx, question) -> {
                  judged++;
                  return verdict;
                },
                Router.direct(channels.keySet()),
                Orders.NONE));
    subscriptions = new Subscriptions(clock, payments);
  }

  @AfterEach
  void close() {
    providers.close();
    database.close();
  }

  @ParameterizedTest
  @CsvSource({"card,US", "alipay,CN", "wechatpay,CN", "wallet,DE"})
  void moneyIsTakenAndGivenBackByEveryChannelAndTheBooksAreEvenThen(String channel, String country)
      throws Exception {
    Subscription s = owing(channel, "tok_visa", country);
    untilSettled(s);
    assertThat(payment(s).state()).isEqualTo(Payment.State.CAPTURED);
    assertThat(providers.taken()).hasSize(1);
    assertThat(providers.taken().get(0).minor()).isEqualTo(s.price().getAmountMinorLong());
    giveBack(s, Optional.empty());
    until(() -> states("refund").equals(List.of("completed")));
    assertThat(providers.givenBack()).hasSize(1);
    assertThat(providers.givenBack().get(0).minor()).isEqualTo(s.price().getAmountMinorLong());
    assertThat(books().values()).allMatch(amount -> amount.startsWith("0.00"));
    assertThat(told()).contains("refund.requested", "refund.completed");
    assertThat(neverCaptured("refund.completed")).containsExactly(false);
  }

  @ParameterizedTest
  @CsvSource({
    "card,drop-after",
    "card,drop-before",
    "card,error-after",
    "card,nonsense",
    "card,slow",
    "alipay,drop-after",
    "alipay,drop-before",
    "alipay,error-after",
    "alipay,nonsense",
    "wechatpay,drop-after",
    "wechatpay,drop-before",
    "wechatpay,error-after",
    "wechatpay,nonsense",
    "wallet,drop-after",
    "wallet,drop-before",
    "wallet,error-after",
    "wallet,stall"
  })
  void whateverIsNotSaidMoneyIsTakenOnceAndGivenBackOnce(String channel, String fault)
      throws Exception {
    Subscription s = owing(channel, "tok_visa", "CN");
    providers.next(channel, fault);
    untilSettled(s);
    assertThat(payment(s).state()).isEqualTo(Payment.State.CAPTURED);
    assertThat(providers.taken()).hasSize(1);
    giveBack(s, Optional.of(Money.parse("CNY 5.00")));
    providers.next(channel, fault);
    until(() -> states("refund").equals(List.of("completed")));
    assertThat(providers.givenBack()).hasSize(1);
    assertThat(providers.givenBack().get(0).minor()).isEqualTo(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"card", "alipay", "wechatpay"})
  void anotherAmountIsInABookAndGoesBackOrIsAccepted(String channel) throws Exception {
    Subscription s = owing(channel, "tok_visa", "CN");
    providers.next(channel, "wrong-amount");
    untilSettled(s);
    assertThat(payment(s).state()).isEqualTo(Payment.State.DISPUTED);
    assertThat(books()).containsEntry("suspense", "-25.01").containsEntry("provider", "25.01");
    assertThat(told()).contains("payment.disputed").doesNotContain("payment.captured");
    clock.forward(Duration.ofDays(2));
    database.write(subscriptions::tick);
    clock.forward(Duration.ofDays(8));
    database.write(subscriptions::tick);
    assertThat(current(s).state()).isEqualTo(Subscription.State.PAST_DUE);
    boolean accept = channel.equals("card");
    Dispute.Decision decision = accept ? Dispute.Decision.ACCEPT : Dispute.Decision.GIVE_BACK;
    database.write(tx -> payments.resolve(tx, payment(s).id(), decision));
    assertThatThrownBy(() -> database.write(tx -> payments.resolve(tx, payment(s).id(), decision)))
        .isInstanceOf(Refusal.class);
    until(() -> !states("refund").contains("due"));
    assertThat(books()).containsEntry("suspense", "0.00");
    if (accept) {
      assertThat(current(s).state()).isEqualTo(Subscription.State.ACTIVE);
      assertThat(books()).containsEntry("difference", "-0.01");
    } else {
      assertThat(providers.givenBack()).hasSize(1);
      assertThat(neverCaptured("refund.completed")).containsExactly(true);
      database.write(subscriptions::tick);
      assertThat(current(s).state()).isEqualTo(Subscription.State.EXPIRED);
    }
  }

  @Test
  void neverMoreGoesBackThanWasTakenHoweverManyAskAtOnce() {
    Subscription s = owing("card", "tok_visa", "US");
    untilSettled(s);
    List<CompletableFuture<Boolean>> asking = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      asking.add(
          CompletableFuture.supplyAsync(
              () -> {
                giveBack(s, Optional.of(Money.parse("USD 3.00")));
                return true;
              }));
    }
    long given = asking.stream().filter(MoneyBackTest::succeeded).count();
    assertThat(given).isEqualTo(3);
    giveBack(s, Optional.of(Money.parse("USD 0.99")));
    assertThatThrownBy(() -> giveBack(s, Optional.of(Money.parse("USD 0.01"))))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("not that much is left");
  }

  private static boolean succeeded(CompletableFuture<Boolean> one) {
    try {
      return one.join();
    } catch (CompletionException e) {
      assertThat(e).hasCauseInstanceOf(Refusal.class);
      return false;
    }
  }

  @Test
  void whatWasNotEarnedIsTakenBackFirstAndTheRestIsEarnedByTheDaysThatAreLeft() {
    Subscription s = owing("card", "tok_visa", "US");
    untilSettled(s);
    Recognition recognition = new Recognition(clock);
    clock.set(s.beginOf(1).plus(Duration.ofDays(10)));
    giveBack(s, Optional.of(Money.parse("USD 4.00")));
    Map<String, String> then = books();
    assertThat(Double.parseDouble(then.getOrDefault("revenue", "0"))).isBetween(-3.4, -3.1);
    assertThat(then).containsEntry("refunds", "-4.00");
    clock.set(s.beginOf(2).plus(Duration.ofDays(1)));
    database.write(recognition::recognise);
    assertThat(books()).containsEntry("deferred", "0.00").containsEntry("revenue", "-5.99");
    giveBack(s, Optional.empty());
    assertThat(books()).containsEntry("deferred", "0.00").containsEntry("revenue", "0.00");
  }

  @Test
  void aRefundThatIsRefusedIsOursAgain() {
    Subscription s = owing("card", "tok_norefund", "US");
    untilSettled(s);
    giveBack(s, Optional.empty());
    until(() -> states("refund").equals(List.of("failed")));
    assertThat(books()).containsEntry("deferred", "-9.99").containsEntry("refunds", "0.00");
    assertThat(told()).contains("refund.failed").doesNotContain("refund.completed");
    giveBack(s, Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"won", "lost"})
  void aBankThatTakesMoneyBackEndsTheSubscriptionAndMayBeContested(String decision)
      throws Exception {
    Subscription s = owing("card", "tok_visa", "US");
    untilSettled(s);
    providers.control(
        "/control/disputes", Map.of("reference", payment(s).reference(), "reason", "10.4"));
    var dispute = providers.psp().books().disputes().get(0);
    PaymentChannel.TakenBack news =
        new PaymentChannel.TakenBack(
            dispute.id(), dispute.reference(), "10.4", 999, 1500, "USD", "open");
    for (int i = 0; i < 2; i++) {
      database.write(
          tx -> {
            payments
                .chargebacks()
                .told(tx, "card", PaymentStore.locked(tx, payment(s).id()).orElseThrow(), news);
            return true;
          });
    }
    assertThat(current(s).state()).isEqualTo(Subscription.State.EXPIRED);
    assertThat(books())
        .containsEntry("provider", "-15.00")
        .containsEntry("chargeback", "9.99")
        .containsEntry("chargeback_fee", "15.00");
    assertThat(told().stream().filter("chargeback.received"::equals)).hasSize(1);
    assertThatThrownBy(() -> giveBack(s, Optional.of(Money.parse("USD 1.00"))))
        .isInstanceOf(Refusal.class);
    UUID id = UUID.fromString(texts("select id::text from billing.chargeback").get(0));
    database.write(tx -> payments.chargebacks().contest(tx, id, "It was watched to its end."));
    payments.attend();
    assertThat(providers.psp().books().disputes().get(0).evidence()).contains("watched");
    assertThat(states("chargeback")).containsExactly("contested");
    providers.control("/control/disputes/" + dispute.id(), Map.of("status", decision));
    clock.forward(Duration.ofDays(2));
    payments.attend();
    assertThat(states("chargeback")).containsExactly(decision);
    assertThat(books()).containsEntry("chargeback", "0.00");
    assertThat(books()).containsEntry("provider", decision.equals("won") ? "-5.01" : "-15.00");
    assertThat(neverCaptured("chargeback.received")).containsExactly(false);
    assertThat(neverCaptured("chargeback.won"))
        .isEqualTo(decision.equals("won") ? List.of(false) : List.of());
    assertThat(wonMicros()).isEqualTo(decision.equals("won") ? List.of(9_990_000L) : List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"won", "lost"})
  void whatCameWrongAndIsTakenBackIsTakenFromWhereItLiesAndWonIsDecidedOnAgain(String decision)
      throws Exception {
    Subscription s = owing("card", "tok_visa", "CN");
    providers.next("card", "wrong-amount");
    untilSettled(s);
    assertThat(books()).containsEntry("suspense", "-25.01").containsEntry("provider", "25.01");
    providers.control("/control/disputes", Map.of("reference", payment(s).reference()));
    var dispute = providers.psp().books().disputes().get(0);
    takenBack(s, dispute, "open");
    takenBack(s, dispute, "open");
    assertThat(books())
        .containsEntry("suspense", "0.00")
        .containsEntry("provider", "-15.00")
        .containsEntry("chargeback_fee", "15.00")
        .doesNotContainKey("chargeback");
    assertThat(states("dispute")).containsExactly("taken_back");
    assertThat(payment(s).state()).isEqualTo(Payment.State.FAILED);
    assertThat(current(s).state()).isEqualTo(Subscription.State.EXPIRED);
    assertThatThrownBy(
            () ->
                database.write(
                    tx -> payments.resolve(tx, payment(s).id(), Dispute.Decision.GIVE_BACK)))
        .isInstanceOf(Refusal.class);
    takenBack(s, dispute, decision);
    takenBack(s, dispute, decision);
    if (decision.equals("won")) {
      assertThat(books()).containsEntry("suspense", "-25.01").containsEntry("provider", "10.01");
      database.write(tx -> payments.resolve(tx, payment(s).id(), Dispute.Decision.GIVE_BACK));
      until(() -> states("refund").equals(List.of("completed")));
    }
    assertThat(books()).containsEntry("suspense", "0.00").containsEntry("provider", "-15.00");
    assertThat(books()).doesNotContainKeys("deferred", "tax", "revenue", "chargeback_loss");
    assertThat(neverCaptured("chargeback.received")).containsExactly(true);
    List<Boolean> once = decision.equals("won") ? List.of(true) : List.of();
    assertThat(neverCaptured("chargeback.won")).isEqualTo(once);
    assertThat(neverCaptured("refund.completed")).isEqualTo(once);
  }

  @Test
  void whatABankTakesAfterItWentBackNeverWasCaptured() throws Exception {
    Subscription s = owing("card", "tok_visa", "CN");
    providers.next("card", "wrong-amount");
    untilSettled(s);
    database.write(tx -> payments.resolve(tx, payment(s).id(), Dispute.Decision.GIVE_BACK));
    until(() -> states("refund").equals(List.of("completed")));
    providers.control("/control/disputes", Map.of("reference", payment(s).reference()));
    var dispute = providers.psp().books().disputes().get(0);
    takenBack(s, dispute, "open");
    takenBack(s, dispute, "won");
    assertThat(neverCaptured("refund.completed")).containsExactly(true);
    assertThat(neverCaptured("chargeback.received")).containsExactly(true);
    assertThat(neverCaptured("chargeback.won")).containsExactly(true);
  }

  @Test
  void whoseMoneyIsWithUsIsNotAskedForItOnceMore() throws Exception {
    Subscription s = owing("card", "tok_norefund", "CN");
    providers.next("card", "wrong-amount");
    untilSettled(s);
    assertThat(refusal(s, Dispute.Decision.KEEP)).isEqualTo("not_given_back");
    database.write(tx -> payments.resolve(tx, payment(s).id(), Dispute.Decision.GIVE_BACK));
    assertThat(payment(s).state()).isEqualTo(Payment.State.FAILED);
    // They may well wonder why, and say how they pay once more.
    method("card", "tok_visa");
    payments.collect();
    assertThat(providers.taken()).hasSize(1);
    until(() -> states("refund").equals(List.of("failed")));
    assertThat(payment(s).state()).isEqualTo(Payment.State.DISPUTED);
    method("card", "tok_visa");
    payments.collect();
    assertThat(refusal(s, Dispute.Decision.KEEP)).isEqualTo("still_owed");
    database.write(tx -> payments.resolve(tx, payment(s).id(), Dispute.Decision.ACCEPT));
    assertThat(providers.taken()).hasSize(1);
    assertThat(payment(s).state()).isEqualTo(Payment.State.CAPTURED);
    assertThat(books()).containsEntry("suspense", "0.00").containsEntry("difference", "-0.01");
  }

  @Test
  void whoseMoneyWentBackMayPayAfterAll() throws Exception {
    Subscription s = owing("card", "tok_visa", "CN");
    providers.next("card", "wrong-amount");
    untilSettled(s);
    database.write(tx -> payments.resolve(tx, payment(s).id(), Dispute.Decision.GIVE_BACK));
    until(() -> states("refund").equals(List.of("completed")));
    method("card", "tok_visa");
    untilSettled(s);
    assertThat(payment(s).state()).isEqualTo(Payment.State.CAPTURED);
    assertThat(providers.taken()).hasSize(2);
    assertThat(providers.givenBack()).hasSize(1);
  }

  private String refusal(Subscription s, Dispute.Decision decision) {
    return assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> database.write(tx -> payments.resolve(tx, payment(s).id(), decision)))
        .actual()
        .code();
  }

  private void takenBack(Subscription s, playhouse.counterparts.psp.Dispute dispute, String stage) {
    PaymentChannel.TakenBack news =
        new PaymentChannel.TakenBack(
            dispute.id(),
            dispute.reference(),
            "10.4",
            dispute.amountMinor(),
            dispute.feeMinor(),
            dispute.currency(),
            stage);
    database.write(
        tx -> {
          payments
              .chargebacks()
              .told(tx, "card", PaymentStore.locked(tx, payment(s).id()).orElseThrow(), news);
          return true;
        });
  }

  @Test
  void whoseBankWantsToHearFromThemIsSentThereAndThenThePaymentIsMade() throws Exception {
    verdict = Screening.Verdict.CHALLENGE;
    Subscription s = owing("card", "tok_visa", "US");
    payments.collect();
    Payment waiting = payment(s);
    assertThat(waiting.state()).isEqualTo(Payment.State.REQUIRES_ACTION);
    String back = providers.atTheBank(waiting.progress().redirect().orElseThrow(), true);
    assertThat(back).endsWith("/v1/payments/" + waiting.id() + "/return");
    database.write(tx -> payments.returned(tx, waiting.id()));
    payments.collect();
    assertThat(payment(s).state()).isEqualTo(Payment.State.CAPTURED);
    assertThat(judged).isEqualTo(1);
  }

  @Test
  void whoIsNotThemselvesAtTheirBankIsNotChargedAndWhoDoesNotComeIsAskedAgainTomorrow()
      throws Exception {
    Subscription s = owing("card", "tok_challenge", "US");
    payments.collect();
    providers.atTheBank(payment(s).progress().redirect().orElseThrow(), false);
    database.write(tx -> payments.returned(tx, payment(s).id()));
    payments.collect();
    assertThat(payment(s).code()).contains("authentication_failed");
    assertThat(payment(s).attempt()).isEqualTo(2);
    clock.set(payment(s).nextAt());
    payments.collect();
    assertThat(payment(s).state()).isEqualTo(Payment.State.REQUIRES_ACTION);
    for (int i = 0; i < 40 && payment(s).attempt() == 2; i++) {
      clock.set(payment(s).nextAt());
      payments.collect();
    }
    assertThat(payment(s).code()).contains("challenge_abandoned");
    assertThat(providers.taken()).isEmpty();
    assertThat(told().stream().filter("payment.failed"::equals)).hasSize(2);
  }

  @Test
  void whatLooksLikeFraudIsNotAskedForAndPeopleMayLetItGoOn() {
    verdict = Screening.Verdict.DENY;
    Subscription denied = owing("card", "tok_visa", "US");
    payments.collect();
    assertThat(payment(denied).code()).contains("fraud_denied");
    assertThat(payment(denied).state()).isEqualTo(Payment.State.FAILED);
    verdict = Screening.Verdict.REVIEW;
    method("card", "tok_other");
    payments.collect();
    assertThat(payment(denied).state()).isEqualTo(Payment.State.REVIEW);
    payments.collect();
    assertThat(providers.taken()).isEmpty();
    database.write(
        tx -> {
          payments.reviewed(tx, payment(denied).id(), true);
          return true;
        });
    payments.collect();
    assertThat(payment(denied).state()).isEqualTo(Payment.State.CAPTURED);
    assertThat(judged).isEqualTo(2);
  }

  private void giveBack(Subscription s, Optional<Money> amount) {
    database.write(tx -> payments.giveBack(tx, payment(s).id(), amount, "goodwill"));
  }

  private Subscription owing(String channel, String token, String country) {
    method(channel, token);
    Subscription s = database.write(tx -> subscriptions.subscribe(tx, ana, "standard", country));
    clock.set(s.termUntil());
    database.write(subscriptions::tick);
    return s;
  }

  private void method(String channel, String token) {
    database.write(
        tx -> {
          payments.payWith(tx, new PaymentMethod(ana, channel, token, "mine"));
          return true;
        });
  }

  private void untilSettled(Subscription s) {
    until(() -> payment(s).settled());
  }

  /** Lets the clock go on a little at a time until it is so. */
  private void until(java.util.function.BooleanSupplier so) {
    for (int i = 0; i < 60 && !so.getAsBoolean(); i++) {
      payments.collect();
      payments.refunds().collect();
      clock.forward(Duration.ofSeconds(20));
    }
    assertThat(so.getAsBoolean()).isTrue();
  }

  private Payment payment(Subscription s) {
    List<Payment> all = database.read(handle -> PaymentStore.of(handle, s.id()));
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private Subscription current(Subscription s) {
    return database.read(handle -> Subscriptions.find(handle, s.id()).orElseThrow());
  }

  private List<String> states(String table) {
    return texts("select state from billing." + table);
  }

  private List<String> told() {
    return texts("select headers ->> 'ce_type' from platform.outbox order by id");
  }

  /** What the facts of money that goes back, or comes back, say of it. */
  private List<Boolean> neverCaptured(String type) {
    return facts(type)
        .map(
            fact ->
                switch (type) {
                  case "refund.completed" -> fact.getRefundCompleted().getNeverCaptured();
                  case "chargeback.received" -> fact.getChargebackReceived().getNeverCaptured();
                  default -> fact.getChargebackWon().getNeverCaptured();
                })
        .toList();
  }

  private List<Long> wonMicros() {
    return facts("chargeback.won").map(fact -> fact.getChargebackWon().getAmountMicros()).toList();
  }

  private Stream<playhouse.contracts.facts.Payment> facts(String type) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select value from platform.outbox
                    where headers ->> 'ce_type' = :type order by id""")
                .bind("type", type)
                .map(
                    (row, context) ->
                        Wire.decode(playhouse.contracts.facts.Payment.class, row.getBytes("value")))
                .list()
                .stream());
  }

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

  private List<String> texts(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
