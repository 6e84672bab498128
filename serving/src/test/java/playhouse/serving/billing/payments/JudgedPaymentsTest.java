package playhouse.serving.billing.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import playhouse.serving.EmptyServices;
import playhouse.serving.HandClock;
import playhouse.serving.Provider;
import playhouse.serving.billing.fraud.Fraud;
import playhouse.serving.billing.fraud.rules.Rules;
import playhouse.serving.billing.fraud.seen.Hashes;
import playhouse.serving.billing.fraud.seen.Signals;
import playhouse.serving.billing.payments.channels.HttpPsp;
import playhouse.serving.billing.payments.routing.Screening;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.store.ServicesDatabase;

/** What banks say of real payments is found by who judges, and what a provider fails at is not. */
class JudgedPaymentsTest {
  private final HandClock clock = new HandClock(Instant.parse("2027-01-15T10:00:00Z"));
  private final UUID ana = UUID.randomUUID();
  private final Signals signals = new Signals(new Hashes("a key of the test"));

  @Test
  void theBanksRefusalCountsAndTheProvidersSilenceDoesNot() throws Exception {
    try (ServicesDatabase database = EmptyServices.open();
        Provider psp = new Provider()) {
      Payments payments =
          new Payments(
              database,
              Map.of("card", new HttpPsp(psp.uri(), "key", "secret", Duration.ofSeconds(2), clock)),
              Runnable::run,
              clock);
      Subscriptions subscriptions = new Subscriptions(clock, payments);
      database.write(
          tx -> {
            payments.payWith(tx, new PaymentMethod(ana, "card", "tok_declined", "Visa"));
            return true;
          });
      Subscription s = database.write(tx -> subscriptions.subscribe(tx, ana, "standard", "US"));
      clock.set(s.termUntil());
      database.write(subscriptions::tick);
      UUID payment = database.read(handle -> PaymentStore.of(handle, s.id())).get(0).id();
      judge(database, payment, 1);
      psp.next("drop-before");
      payments.collect();
      judge(database, UUID.randomUUID(), 1);
      assertThat(declines(database)).as("the provider fell silent").isZero();
      clock.forward(Duration.ofMinutes(5));
      for (int i = 0; i < 4; i++) {
        payments.collect();
        clock.forward(Duration.ofMinutes(2));
      }
      assertThat(psp.charges()).hasSize(1);
      judge(database, UUID.randomUUID(), 1);
      assertThat(declines(database)).as("the bank said no").isEqualTo(1);
    }
  }

  private void judge(ServicesDatabase database, UUID payment, int attempt) {
    Fraud fraud = new Fraud(signals, new Rules(), clock);
    database.write(
        tx ->
            fraud.judge(
                tx,
                new Screening.Question(
                    payment,
                    "invoice",
                    ana,
                    "card",
                    "tok_declined",
                    "US",
                    Money.parse("USD 9.99"),
                    attempt,
                    clock.instant())));
  }

  /** Refusals of the person that the newest judgement knew of. */
  private static double declines(ServicesDatabase database) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select (features ->> 'declines_person_24h')::double precision
                    from billing.fraud_decision order by number desc limit 1""")
                .mapTo(Double.class)
                .one());
  }
}
