package playhouse.serving.billing.payments.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.serving.EmptyServices;
import playhouse.serving.HandClock;
import playhouse.serving.Providers;
import playhouse.serving.billing.payments.Orders;
import playhouse.serving.billing.payments.PaymentChannel;
import playhouse.serving.billing.payments.PaymentMethod;
import playhouse.serving.billing.payments.Payments;
import playhouse.serving.billing.payments.routing.Router;
import playhouse.serving.billing.payments.routing.Screening;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.store.ServicesDatabase;

/** Payers of WeChat Pay who agree to be charged without being there, and who end it. */
class AgreementsTest {
  private final UUID ana = UUID.randomUUID();
  private final HandClock clock = new HandClock(Instant.parse("2027-03-01T00:00:00Z"));
  private final HttpClient client = HttpClient.newHttpClient();
  private ServicesDatabase database;
  private Providers providers;
  private Payments payments;
  private Agreements agreements;
  private Subscriptions subscriptions;

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
            new Payments.Others(Screening.NONE, Router.direct(channels.keySet()), Orders.NONE));
    agreements = payments.agreements();
    subscriptions = new Subscriptions(clock, payments);
    providers.control("/wechat/control/payers", Map.of("prompt", false));
  }

  @AfterEach
  void close() {
    providers.close();
    database.close();
  }

  @Test
  void whoAgreesIsChargedEachTermWithoutBeingThereUntilTheyEndIt() throws Exception {
    Agreement held = agreed();
    assertThat(method()).startsWith("wechatpay agreed_").doesNotContainPattern("\\d{12}");
    Subscription s = database.write(tx -> subscriptions.subscribe(tx, ana, "premium", "CN"));
    collect();
    assertThat(payments()).containsExactly("captured");
    for (int term = 2; term <= 3; term++) {
      clock.set(current(s).termUntil());
      database.write(subscriptions::tick);
      collect();
    }
    assertThat(payments()).containsExactly("captured", "captured", "captured");
    assertThat(providers.taken()).hasSize(3);

    assertThat(database.write(tx -> agreements.end(tx, held.id())).state())
        .isEqualTo(Agreement.State.ENDING);
    assertThat(method()).isEqualTo("wechatpay payer");
    collect();
    assertThat(current(held).state()).isEqualTo(Agreement.State.ENDED);
    clock.set(current(s).termUntil());
    database.write(subscriptions::tick);
    payments.collect();
    assertThat(payments()).containsExactly("requires_action", "captured", "captured", "captured");
  }

  @Test
  void whoEndsItInTheirAppPaysEachTimeAndNothingIsTakenByIt() throws Exception {
    Agreement held = agreed();
    String contract = held.contract().orElseThrow();
    providers.control("/wechat/control/payers", Map.of("unsign", contract));
    database.write(tx -> subscriptions.subscribe(tx, ana, "premium", "CN"));
    payments.collect();
    assertThat(providers.taken()).isEmpty();
    told(held, Agreeing.State.ENDED, contract);
    told(held, Agreeing.State.ENDED, contract);
    assertThat(current(held).state()).isEqualTo(Agreement.State.ENDED);
    assertThat(method()).isEqualTo("wechatpay payer");
    payments.collect();
    assertThat(payments()).containsExactly("requires_action");
    told(held, Agreeing.State.HOLDS, contract);
    assertThat(current(held).state()).as("told late").isEqualTo(Agreement.State.ENDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"drop-after", "drop-before", "error-after", "nonsense", "stall"})
  void whateverIsNotSaidMoneyIsTakenOnce(String fault) throws Exception {
    agreed();
    providers.next("wechatpay", fault);
    database.write(tx -> subscriptions.subscribe(tx, ana, "premium", "CN"));
    collect();
    assertThat(payments()).containsExactly("captured");
    assertThat(providers.taken()).hasSize(1);
  }

  @Test
  void whoHasNoMoneyIsAskedAgainAsAtAnyBank() throws Exception {
    agreed();
    providers.next("wechatpay", "decline");
    database.write(tx -> subscriptions.subscribe(tx, ana, "premium", "CN"));
    payments.collect();
    assertThat(payments()).containsExactly("due");
    clock.forward(Duration.ofDays(1));
    collect();
    assertThat(payments()).containsExactly("captured");
  }

  @Test
  void whoDoesNotAgreeInTimeIsNotBoundByAgreeingLater() throws Exception {
    Agreement offered = offered();
    assertThat(ask().id()).as("asked again").isEqualTo(offered.id());
    clock.forward(Duration.ofHours(2));
    collect();
    assertThat(current(offered).state()).isEqualTo(Agreement.State.LAPSED);
    sign(offered);
    Agreeing.Standing there =
        providers.channels(Duration.ofSeconds(2), clock).values().stream()
            .filter(Agreeing.class::isInstance)
            .map(Agreeing.class::cast)
            .findFirst()
            .flatMap(wechat -> wechat.standing(offered.id()))
            .orElseThrow();
    assertThat(there.state()).isEqualTo(Agreeing.State.HOLDS);
    told(offered, there.state(), there.contract());
    collect();
    assertThat(current(offered).state()).isEqualTo(Agreement.State.ENDED);
    assertThat(method()).isEmpty();
  }

  @Test
  void whoChoseAnotherWayMeanwhileKeepsItWhenTheAgreementEnds() throws Exception {
    Agreement held = agreed();
    database.write(
        tx -> {
          payments.payWith(tx, new PaymentMethod(ana, "card", "tok_visa", "Visa"));
          return true;
        });
    database.write(tx -> agreements.end(tx, held.id()));
    collect();
    assertThat(current(held).state()).isEqualTo(Agreement.State.ENDED);
    assertThat(method()).isEqualTo("card tok_visa");
    assertThatThrownBy(() -> database.write(tx -> agreements.ask(tx, ana, "card", "Visa")))
        .isInstanceOf(Refusal.class);
  }

  private Agreement ask() {
    return database.write(tx -> agreements.ask(tx, ana, "wechatpay", "WeChat"));
  }

  private Agreement offered() {
    Agreement asked = ask();
    agreements.collect();
    Agreement offered = current(asked);
    assertThat(offered.state()).isEqualTo(Agreement.State.OFFERED);
    return offered;
  }

  private Agreement agreed() throws Exception {
    Agreement offered = offered();
    sign(offered);
    collect();
    assertThat(current(offered).state()).isEqualTo(Agreement.State.HOLDING);
    return current(offered);
  }

  private void sign(Agreement offered) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(offered.url().orElseThrow()))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(200);
  }

  private void told(Agreement about, Agreeing.State state, String contract) {
    database.write(
        tx -> {
          agreements.told(tx, about.id(), new Agreeing.Standing(state, contract));
          return true;
        });
  }

  private void collect() {
    for (int i = 0; i < 6; i++) {
      agreements.collect();
      payments.collect();
      clock.forward(Duration.ofSeconds(20));
    }
  }

  private Agreement current(Agreement a) {
    return database.read(handle -> Agreements.find(handle, a.id()).orElseThrow());
  }

  private Subscription current(Subscription s) {
    return database.read(handle -> Subscriptions.find(handle, s.id()).orElseThrow());
  }

  private String method() {
    return String.join("", texts("select channel || ' ' || token from billing.payment_method"));
  }

  private List<String> payments() {
    return texts("select state from billing.payment order by created desc");
  }

  private List<String> texts(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
