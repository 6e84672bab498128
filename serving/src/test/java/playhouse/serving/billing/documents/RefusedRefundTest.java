package playhouse.serving.billing.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import playhouse.serving.EmptyServices;
import playhouse.serving.HandClock;
import playhouse.serving.Providers;
import playhouse.serving.billing.offers.Balances;
import playhouse.serving.billing.payments.Orders;
import playhouse.serving.billing.payments.Outcome;
import playhouse.serving.billing.payments.PaymentChannel;
import playhouse.serving.billing.payments.PaymentMethod;
import playhouse.serving.billing.payments.Payments;
import playhouse.serving.billing.payments.routing.Router;
import playhouse.serving.billing.payments.routing.Screening;
import playhouse.serving.billing.subscriptions.Invoice;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.store.ServicesDatabase;

/** Credit notes whose money the provider does not give back. */
class RefusedRefundTest {
  private final UUID ana = UUID.randomUUID();
  private final HandClock clock = new HandClock(Instant.parse("2027-03-01T00:00:00Z"));
  private final List<String> told = new ArrayList<>();
  private ServicesDatabase database;
  private Providers providers;
  private Payments payments;
  private Subscriptions subscriptions;

  @BeforeEach
  void open() throws Exception {
    database = EmptyServices.open();
    providers = new Providers(URI.create("http://127.0.0.1:1"), 0, clock);
    Map<String, PaymentChannel> channels = providers.channels(Duration.ofSeconds(3), clock);
    payments =
        new Payments(
            database,
            channels,
            Runnable::run,
            clock,
            new Payments.Others(
                Screening.NONE,
                Router.direct(channels.keySet()),
                Orders.NONE,
                new Unreturned(
                    (tx, refund, note) ->
                        told.add(refund.person() + " " + refund.amount() + " " + note.number()))));
    subscriptions = new Subscriptions(clock, payments);
  }

  @AfterEach
  void close() {
    providers.close();
    database.close();
  }

  @Test
  void whatIsCreditedAndRefusedIsOnTheBalanceOnceAndTheyAreTold() {
    Subscription s = paid("tok_norefund");
    CreditNote note = credit(s, "USD 5.00");
    assertThat(books()).containsEntry("refunds", "-5.00");
    collect();
    assertThat(states()).containsExactly("credited");
    assertThat(balance()).isEqualTo(Money.parse("USD 5.00"));
    assertThat(told).containsExactly(ana + " USD 5.00 " + note.number());
    assertThat(books())
        .containsEntry("gift", "-5.00")
        .containsEntry("refunds", "0.00")
        .containsEntry("provider", "15.99");
    UUID refund = note.refund().orElseThrow();
    database.write(
        tx -> {
          payments.refunds().put(tx, refund, new Outcome.Declined("re_1", "account_closed"));
          return true;
        });
    assertThat(balance()).as("told again").isEqualTo(Money.parse("USD 5.00"));
    assertThat(facts()).containsOnlyOnce("refund.failed");

    assertThatThrownBy(() -> giveBack(s, "USD 11.00"))
        .as("what is on the balance is gone from the payment")
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("not that much is left");
    clock.set(s.termUntil());
    database.write(subscriptions::tick);
    Invoice next = database.read(handle -> Subscriptions.invoices(handle, s.id())).get(0);
    assertThat(next.amount()).isEqualTo(Money.parse("USD 10.99"));
    assertThat(balance().isZero()).isTrue();
  }

  @Test
  void whatGoesBackIsNotOnTheBalance() {
    Subscription s = paid("tok_visa");
    credit(s, "USD 5.00");
    collect();
    assertThat(states()).containsExactly("completed");
    assertThat(balance().isZero()).isTrue();
    assertThat(told).isEmpty();
  }

  @Test
  void whatIsGivenBackWithoutACreditNoteIsOursAgainWhenItIsRefused() {
    Subscription s = paid("tok_norefund");
    giveBack(s, "USD 5.00");
    collect();
    assertThat(states()).containsExactly("failed");
    assertThat(balance().isZero()).isTrue();
    assertThat(books()).containsEntry("refunds", "0.00").doesNotContainKey("gift");
  }

  private Subscription paid(String token) {
    database.write(
        tx -> {
          payments.payWith(tx, new PaymentMethod(ana, "card", token, "mine"));
          return true;
        });
    Subscription s = database.write(tx -> subscriptions.subscribe(tx, ana, "premium", "US"));
    payments.collect();
    return database.read(handle -> Subscriptions.find(handle, s.id()).orElseThrow());
  }

  private CreditNote credit(Subscription s, String amount) {
    CreditNotes notes = new CreditNotes(clock, payments);
    return database.write(
        tx ->
            notes.credit(
                tx,
                Subscriptions.locked(tx, s.id()),
                Subscriptions.invoices(tx, s.id()).get(0),
                Money.parse(amount),
                "goodwill",
                "agent.bo"));
  }

  private void giveBack(Subscription s, String amount) {
    UUID payment =
        UUID.fromString(
            texts("select id::text from billing.payment where subscription = '" + s.id() + "'")
                .get(0));
    database.write(
        tx -> payments.giveBack(tx, payment, Optional.of(Money.parse(amount)), "goodwill"));
  }

  private void collect() {
    for (int i = 0; i < 5; i++) {
      payments.refunds().collect();
      clock.forward(Duration.ofSeconds(20));
    }
  }

  private Money balance() {
    return database.read(handle -> Balances.of(handle, ana, CurrencyUnit.USD));
  }

  private List<String> states() {
    return texts("select state from billing.refund");
  }

  private List<String> facts() {
    return texts("select headers ->> 'ce_type' from platform.outbox order by id");
  }

  private Map<String, String> books() {
    return texts(
            """
            select account || '=' || sum(amount)::numeric(19, 2)
            from billing.ledger_line group by account""")
        .stream()
        .map(row -> row.split("=", -1))
        .collect(java.util.stream.Collectors.toMap(parts -> parts[0], parts -> parts[1]));
  }

  private List<String> texts(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
