package playhouse.serving.advertising.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.serving.EmptyServices;
import playhouse.serving.HandClock;
import playhouse.serving.advertising.budgets.Standing;
import playhouse.serving.advertising.orders.Flight;
import playhouse.serving.advertising.orders.Flights;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.advertising.orders.Targeting;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.testbed.Await;

class PacingTest {
  private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final HandClock clock = new HandClock(NOW);
  private final LineItem item =
      new LineItem(
          UUID.randomUUID(),
          UUID.randomUUID(),
          UUID.randomUUID(),
          "even",
          LineItem.Kind.AUCTION,
          NOW,
          NOW.plus(Duration.ofDays(1)),
          CurrencyUnit.EUR,
          LineItem.Pricing.CPM,
          5_000_000,
          1_440_000,
          Optional.empty(),
          Optional.empty(),
          LineItem.Pace.EVEN,
          List.of(),
          List.of(),
          Targeting.everybody(),
          Optional.empty());
  private final Flights.All flights = new Flights.All(1, List.of(new Flight(item, List.of())));
  private double spent;

  @Test
  void aRestartGoesOnFromWhereItWas() {
    try (ServicesDatabase database =
        new ServicesDatabase(
            Settings.of(Map.of(Setting.SERVICES_URI.key(), EmptyServices.uri())),
            List.of("platform", "advertising"))) {
      double share;
      try (Pacing pacing = begin(database)) {
        for (int minute = 0; minute < 120; minute++) {
          database.write(pacing::decide);
          // All chances together are worth ten times the budget.
          spent += 10_000 * pacing.share(item, clock.instant());
          clock.forward(Duration.ofMinutes(1));
        }
        share = pacing.share(item, clock.instant());
        assertThat(share).isBetween(0.08, 0.13);
        assertThat(told(database)).isGreaterThanOrEqualTo(1);
      }
      try (Pacing again = begin(database)) {
        assertThat(again.share(item, clock.instant())).isEqualTo(share);
      }
    }
  }

  private static long told(ServicesDatabase database) {
    return database.read(
        handle ->
            handle
                .createQuery("select count(*) from platform.outbox where topic = 'ad'")
                .mapTo(Long.class)
                .one());
  }

  private Pacing begin(ServicesDatabase database) {
    Standing standing =
        new Standing() {
          @Override
          public Spending of(UUID lineItem) {
            return new Spending((long) spent, 0, (long) spent, 0);
          }

          @Override
          public boolean affords(LineItem lineItem, long micros) {
            return true;
          }

          @Override
          public boolean mayShow(UUID person, LineItem lineItem, Instant at) {
            return true;
          }
        };
    Pacing pacing =
        new Pacing(database, () -> flights, standing, new Traffic(database, clock), clock);
    Await.until("paces are known", LIMIT, pacing::caughtUp);
    return pacing;
  }
}
