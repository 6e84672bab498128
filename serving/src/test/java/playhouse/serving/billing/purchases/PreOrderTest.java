package playhouse.serving.billing.purchases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import playhouse.serving.EmptyServices;
import playhouse.serving.HandClock;
import playhouse.serving.Providers;
import playhouse.serving.billing.payments.PaymentChannel;
import playhouse.serving.billing.payments.PaymentMethod;
import playhouse.serving.billing.payments.Payments;
import playhouse.serving.billing.payments.routing.Router;
import playhouse.serving.billing.payments.routing.Screening;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.store.ServicesDatabase;

/** Titles that are ordered before they can be played: when they are paid, and who changes mind. */
class PreOrderTest {
  private static final Instant NOW = Instant.parse("2027-03-01T00:00:00Z");

  private final UUID ana = UUID.randomUUID();
  private final HandClock clock = new HandClock(NOW);
  private ServicesDatabase database;
  private Providers providers;
  private Payments payments;
  private Purchases purchases;

  @BeforeEach
  void open() throws Exception {
    database = EmptyServices.open();
    providers = new Providers(URI.create("http://127.0.0.1:1"), 0, clock);
    Map<String, PaymentChannel> channels = providers.channels(Duration.ofSeconds(2), clock);
    payments =
        new Payments(
            database,
            channels,
            Runnable::run,
            clock,
            new Payments.Others(
                Screening.NONE, Router.direct(channels.keySet()), Purchases.orders(clock)));
    purchases = new Purchases(payments, clock);
  }

  @AfterEach
  void close() {
    providers.close();
    database.close();
  }

  @ParameterizedTest
  @CsvSource({"card, 3", "card, 90", "wallet, 3", "wallet, 90", "alipay, 3", "alipay, 90"})
  void moneyIsTakenWhenTheTitleComesOutAndNotBefore(String channel, int days) {
    payWith(channel);
    onSale(days);
    Purchase ordered = order(false);
    untilNothingIsOpen();
    assertThat(providers.taken()).as("before it comes out").isEmpty();
    assertThat(current(ordered).state()).isEqualTo(Purchase.State.ORDERED);
    clock.set(NOW.plus(Duration.ofDays(days)));
    untilNothingIsOpen();
    assertThat(providers.taken()).hasSize(1);
    assertThat(current(ordered).state()).isEqualTo(Purchase.State.PAID);
  }

  @ParameterizedTest
  @CsvSource({"card, 3", "card, 90", "wallet, 3", "alipay, 90"})
  void whoChangesTheirMindBeforePaysNothing(String channel, int days) {
    payWith(channel);
    onSale(days);
    Purchase ordered = order(false);
    untilNothingIsOpen();
    withdraw(ordered);
    untilNothingIsOpen();
    assertThat(current(ordered).state()).isEqualTo(Purchase.State.FAILED);
    clock.set(NOW.plus(Duration.ofDays(days)));
    untilNothingIsOpen();
    assertThat(providers.taken()).isEmpty();
    assertThat(providers.psp().books().all()).noneMatch(c -> c.status().equals("authorised"));
  }

  @Test
  void whereMoneyCannotWaitThatIsSaidFirstAndAllOfItGoesBackBefore() {
    payWith("wechatpay");
    onSale(90);
    assertThatThrownBy(() -> order(false))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("paid at once");
    Purchase ordered = order(true);
    untilNothingIsOpen();
    assertThat(providers.taken()).hasSize(1);
    assertThat(current(ordered).state()).isEqualTo(Purchase.State.PAID);
    clock.set(NOW.plus(Duration.ofDays(80)));
    withdraw(ordered);
    untilNothingIsOpen();
    assertThat(current(ordered).state()).isEqualTo(Purchase.State.REVOKED);
    assertThat(providers.givenBack().get(0).minor()).isEqualTo(providers.taken().get(0).minor());
    assertThat(books()).isEmpty();
  }

  @Test
  void whoSetsAnotherMethodMeanwhilePaysByThatOne() {
    payWith("alipay");
    onSale(90);
    order(false);
    payWith("card");
    clock.set(NOW.plus(Duration.ofDays(90)));
    untilNothingIsOpen();
    assertThat(providers.psp().taken()).isEqualTo(1);
  }

  @Test
  void whatIsSetAsideWhileItIsLetGoOfIsLetGoOf() throws Exception {
    onSale(3);
    database.write(
        tx -> {
          payments.payWith(tx, new PaymentMethod(ana, "card", "tok_challenge", "mine"));
          return true;
        });
    Purchase ordered = order(false);
    payments.collect();
    String bank = texts("select redirect from billing.payment where redirect is not null").get(0);
    withdraw(ordered);
    providers.atTheBank(bank, true);
    untilNothingIsOpen();
    assertThat(current(ordered).state()).isEqualTo(Purchase.State.FAILED);
    assertThat(providers.psp().books().all()).noneMatch(c -> c.status().equals("authorised"));
    assertThat(books()).isEmpty();
  }

  private void onSale(int days) {
    database.write(
        tx -> {
          PurchaseStore.set(
              tx,
              new Purchase.Price(
                  "film",
                  "CN",
                  Purchase.Kind.BUY,
                  Money.parse("CNY 30.00"),
                  new BigDecimal("6"),
                  Optional.of(NOW.plus(Duration.ofDays(days)))));
          return true;
        });
  }

  private Purchase order(boolean early) {
    return database.write(tx -> purchases.order(tx, ana, "film", Purchase.Kind.BUY, "CN", early));
  }

  private void withdraw(Purchase ordered) {
    database.write(
        tx -> purchases.withdraw(tx, PurchaseStore.locked(tx, ordered.id()).orElseThrow()));
  }

  private void payWith(String channel) {
    database.write(
        tx -> {
          payments.payWith(tx, new PaymentMethod(ana, channel, "tok_visa", "mine"));
          return true;
        });
  }

  private void untilNothingIsOpen() {
    for (int i = 0; i < 8; i++) {
      database.write(purchases::tick);
      payments.collect();
      payments.refunds().collect();
      clock.forward(Duration.ofSeconds(20));
    }
  }

  private Purchase current(Purchase p) {
    return database.read(handle -> PurchaseStore.find(handle, p.id()).orElseThrow());
  }

  private List<String> books() {
    return texts(
        "select account from billing.ledger_line group by account having sum(amount) <> 0");
  }

  private List<String> texts(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
