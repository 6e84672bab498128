package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Settings;
import playhouse.counterparts.psp.Psp;
import playhouse.serving.billing.payments.Payments;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;
import playhouse.testbed.Ports;

/**
 * A serving that is killed while it takes money: the next one takes the rest, and nothing twice.
 */
class KilledServingTest {
  private static final int PEOPLE = 400;

  /** A start, the lease of what was being sent, and the rest. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir Path home;

  @Test
  void whatWasBeingDoneIsTakenUpSoonAfterTheNextStart() throws Exception {
    try (Psp psp = new Psp(0, "key", URI.create("http://127.0.0.1:1/nowhere"), "secret")) {
      Map<String, String> environment = new HashMap<>(Ground.settings());
      environment.put("PLAYHOUSE_HOME", home.toString());
      environment.put("PLAYHOUSE_KAFKA", Broker.shared().address());
      environment.put("PLAYHOUSE_SERVING_PORT", Integer.toString(Ports.free()));
      environment.put("PLAYHOUSE_SERVICES_URI", EmptyServices.uri());
      environment.put("PLAYHOUSE_PSP_URL", psp.uri().toString());
      try (ServicesDatabase database =
          new ServicesDatabase(Settings.of(environment), List.of("platform", "billing"))) {
        Await.until("the database is there", House.LIMIT, database::ready);
        for (int i = 0; i < PEOPLE; i++) {
          owe(database, new UUID(9, i));
        }
        Process first = launch(environment);
        Await.until("some is taken", LIMIT, () -> captured(database) >= 20);
        first.destroyForcibly().waitFor();
        long before = captured(database);
        assertThat(before).as("killed in the middle").isLessThan(PEOPLE);
        Process second = launch(environment);
        try {
          Await.until("all is taken", LIMIT, () -> captured(database) == PEOPLE);
        } finally {
          second.destroyForcibly();
        }
        assertThat(count(database, "select count(distinct provider_id) from billing.payment"))
            .isEqualTo(PEOPLE);
        assertThat(psp.taken()).isEqualTo(PEOPLE);
      }
    }
  }

  private static void owe(ServicesDatabase database, UUID person) {
    Clock clock = Clock.systemUTC();
    Payments payments = new Payments(database, Map.of(), Runnable::run, clock);
    Subscriptions subscriptions = new Subscriptions(clock, payments);
    database.write(
        tx -> {
          tx.execute(
              "insert into billing.payment_method values (?, 'card', 'tok_visa', 'Visa', now())",
              person);
          UUID trial = subscriptions.subscribe(tx, person, "standard", "US").id();
          tx.execute("update billing.subscription set state = 'expired' where id = ?", trial);
          return subscriptions.subscribe(tx, person, "standard", "US");
        });
  }

  private static long captured(ServicesDatabase database) {
    return count(database, "select count(*) from billing.payment where state = 'captured'");
  }

  private static long count(ServicesDatabase database, String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  private Process launch(Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx300m",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).redirectOutput(home.resolve("log").toFile()).start();
  }
}
