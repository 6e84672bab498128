package playhouse.serving.billing.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import playhouse.counterparts.Movements;
import playhouse.counterparts.psp.Charge;
import playhouse.serving.EmptyServices;
import playhouse.serving.HandClock;
import playhouse.serving.Providers;
import playhouse.serving.billing.payments.routing.Router;
import playhouse.serving.billing.payments.routing.Screening;
import playhouse.serving.billing.subscriptions.Invoice;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.store.ServicesDatabase;

/** Who cancels before the first payment is made: it is let go of or goes back, whatever happens. */
class CancelledEarlyTest {
  private static final List<String> CHANNELS = List.of("card", "card", "wechatpay", "wallet");
  private static final List<String> FAULTS =
      List.of("drop-after", "drop-before", "error-after", "nonsense", "wrong-amount");

  private final HandClock clock = new HandClock(Instant.parse("2027-03-01T00:00:00Z"));
  private final Mortal.Fate fate = new Mortal.Fate();
  private Providers providers;
  private ServicesDatabase database;
  private Payments payments;
  private Subscriptions subscriptions;
  private int people;

  @BeforeEach
  void open() throws Exception {
    database = EmptyServices.open();
    providers = new Providers(URI.create("http://127.0.0.1:1"), 0, clock);
    Map<String, PaymentChannel> channels = new HashMap<>();
    providers
        .channels(Duration.ofMillis(300), clock)
        .forEach((name, channel) -> channels.put(name, new Mortal(channel, fate)));
    payments =
        new Payments(
            database,
            channels,
            Runnable::run,
            clock,
            new Payments.Others(Screening.NONE, Router.direct(channels.keySet()), Orders.NONE));
    subscriptions = new Subscriptions(clock, payments);
    providers.control("/wechat/control/payers", Map.of("prompt", false));
  }

  @AfterEach
  void close() {
    providers.close();
    database.close();
  }

  @Test
  void whoIsAtTheirBankMayCancelAndWhatIsSetAsideIsLetGo() {
    Subscription s = begin("card", "tok_challenge");
    payments.collect();
    assertThat(payment(s).state()).isEqualTo(Payment.State.REQUIRES_ACTION);
    Subscription cancelled = cancel(s);
    assertThat(cancelled.state()).isEqualTo(Subscription.State.INCOMPLETE);
    assertThat(cancelled.ending()).contains("price");
    assertThat(cancel(s)).isEqualTo(cancelled);
    assertThatThrownBy(
            () -> database.write(tx -> subscriptions.resume(tx, Subscriptions.locked(tx, s.id()))))
        .isInstanceOf(Refusal.class);
    payWith(s.person(), "card", "tok_visa");
    settle();
    assertThat(payment(s).state()).isEqualTo(Payment.State.STOPPED);
    assertThat(current(s).state()).isEqualTo(Subscription.State.EXPIRED);
    assertThat(invoice(s).state()).isEqualTo("void");
    assertThat(providers.psp().books().all())
        .extracting(Charge::status)
        .containsExactly("cancelled");
    assertThat(told()).containsOnlyOnce("subscription.cancelled", "subscription.ended");
  }

  @Test
  void whatIsTakenAllTheSameGoesBackByItselfAndTheSubscriptionNeverBegins() throws Exception {
    Subscription s = begin("card", "tok_challenge");
    payments.collect();
    String bank = payment(s).progress().redirect().orElseThrow();
    cancel(s);
    providers.atTheBank(bank, true);
    settle();
    assertThat(providers.taken()).hasSize(1);
    assertThat(providers.givenBack()).hasSize(1);
    assertThat(providers.givenBack().get(0).minor()).isEqualTo(providers.taken().get(0).minor());
    assertThat(current(s).state()).isEqualTo(Subscription.State.EXPIRED);
    assertThat(invoice(s).state()).isEqualTo("void");
    assertThat(books()).isEmpty();
    assertThat(told())
        .contains("refund.completed", "subscription.ended")
        .doesNotContain("payment.captured", "invoice.paid");
  }

  @Test
  void whateverTheOrderNothingIsKeptAndNothingBeginsThatWasCancelled() throws Exception {
    long seed = 20270301;
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Map<String, Integer> ends = new HashMap<>();
    for (int life = 0; life < 60; life++) {
      Subscription s =
          begin(
              CHANNELS.get(random.nextInt(CHANNELS.size())),
              random.nextInt(3) == 0 ? "tok_visa" : "tok_challenge");
      boolean begun = false;
      boolean cancelled = false;
      for (int step = 0; step < 9; step++) {
        if (!cancelled && random.nextInt(3) == 0) {
          begun = current(s).state() == Subscription.State.ACTIVE;
          cancel(s);
          cancelled = true;
        }
        something(random, s);
      }
      if (!cancelled) {
        begun = current(s).state() == Subscription.State.ACTIVE;
        cancel(s);
      }
      settle();
      ends.merge(ended(s, begun), 1, Integer::sum);
    }
    System.out.println(ends);
    assertThat(ends.keySet()).contains("paid before", "let go", "went back");
    assertThat(fate.deaths).isGreaterThan(5);
    assertThat(texts("select id::text from billing.dispute where state = 'open'")).isEmpty();
  }

  /** How it ended; it must have ended well. */
  private String ended(Subscription s, boolean begun) {
    String id = s.id().toString();
    long left =
        providers.taken().stream()
                .filter(each -> each.about().equals(payment(s).id().toString()))
                .mapToLong(Movements.Moved::minor)
                .sum()
            - refunded(s);
    if (begun) {
      assertThat(current(s).state()).isEqualTo(Subscription.State.ACTIVE);
      assertThat(left).as(id).isEqualTo(s.price().getAmountMinorLong());
      return "paid before";
    }
    assertThat(current(s).state()).as(id).isEqualTo(Subscription.State.EXPIRED);
    assertThat(invoice(s).state()).as(id).isEqualTo("void");
    assertThat(payment(s).settled()).as(id).isTrue();
    assertThat(left).as(id).isZero();
    return refunded(s) > 0 ? "went back" : "let go";
  }

  private long refunded(Subscription s) {
    List<String> refunds =
        texts("select id::text from billing.refund where payment = '" + payment(s).id() + "'");
    return providers.givenBack().stream()
        .filter(each -> refunds.contains(each.about()))
        .mapToLong(Movements.Moved::minor)
        .sum();
  }

  private void something(Random random, Subscription s) throws Exception {
    switch (random.nextInt(7)) {
      case 0 -> {
        fate.dying = random.nextInt(3) == 0;
        collect();
        fate.dying = false;
      }
      case 1, 2 -> collect();
      case 3 -> atTheBank(random, s);
      case 4 -> database.write(subscriptions::tick);
      case 5 -> clock.forward(Duration.ofSeconds(1 + random.nextInt(60)));
      default ->
          providers.next(
              CHANNELS.get(random.nextInt(CHANNELS.size())),
              FAULTS.get(random.nextInt(FAULTS.size())));
    }
  }

  /** The payer does what they have to, and may come back to us. */
  private void atTheBank(Random random, Subscription s) throws Exception {
    String at = payment(s).progress().redirect().orElse("");
    if (at.startsWith("http")) {
      providers.atTheBank(at, random.nextInt(4) > 0);
    } else if (at.contains("pr=")) {
      providers.control(
          "/wechat/control/payers", Map.of("pay", at.substring(at.indexOf("pr=") + 3)));
    }
    if (random.nextBoolean()) {
      database.write(tx -> payments.returned(tx, payment(s).id()));
    }
  }

  private void collect() {
    for (IntSupplier work : List.<IntSupplier>of(payments::collect, payments.refunds()::collect)) {
      try {
        int unused = work.getAsInt();
      } catch (CompletionException e) {
        assertThat(e).hasRootCauseMessage("killed");
      }
    }
  }

  /** Until nothing is on its way. */
  private void settle() {
    for (int i = 0; i < 25; i++) {
      database.write(subscriptions::tick);
      collect();
      clock.forward(Duration.ofSeconds(40));
    }
    database.write(subscriptions::tick);
  }

  private Subscription begin(String channel, String token) {
    UUID person = new UUID(12, ++people);
    payWith(person, channel, token);
    return database.write(tx -> subscriptions.subscribe(tx, person, "premium", "CN"));
  }

  private void payWith(UUID person, String channel, String token) {
    database.write(
        tx -> {
          payments.payWith(tx, new PaymentMethod(person, channel, token, "mine"));
          return true;
        });
  }

  private Subscription cancel(Subscription s) {
    return database.write(
        tx -> subscriptions.cancel(tx, Subscriptions.locked(tx, s.id()), "price"));
  }

  private Payment payment(Subscription s) {
    return database.read(handle -> PaymentStore.of(handle, s.id())).get(0);
  }

  private Invoice invoice(Subscription s) {
    return database.read(handle -> Subscriptions.invoices(handle, s.id())).get(0);
  }

  private Subscription current(Subscription s) {
    return database.read(handle -> Subscriptions.find(handle, s.id()).orElseThrow());
  }

  private List<String> told() {
    return texts("select headers ->> 'ce_type' from platform.outbox order by id");
  }

  private List<String> books() {
    return texts(
        "select account from billing.ledger_line group by account having sum(amount) <> 0");
  }

  private List<String> texts(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
