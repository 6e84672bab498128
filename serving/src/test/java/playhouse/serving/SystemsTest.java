package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import playhouse.serving.platform.outbox.Published;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.testbed.Broker;

class SystemsTest {
  private static final String OLD =
      "insert into platform.published select 'S5.1', at, 1000 from generate_series("
          + "now() - interval '40 days', now() - interval '2 hours', interval '10 minutes') as at";

  @Test
  void theFactsOfTheLastHourAreKnownRightAfterARestartAndOlderOnesAreNotCounted() {
    String kafka = Broker.shared().address();
    String database = EmptyServices.uri();
    Map<String, String> settings = Map.of("PLAYHOUSE_SERVICES_URI", database);
    long told;
    try (House house = House.starting(kafka, settings)) {
      house.await("/ready", answer -> answer.status() == 200);
      House viewer = house.as(Ground.token("viewer." + UUID.randomUUID()));
      assertThat(
              viewer
                  .post("/v1/subscriptions", "{\"plan\":\"standard\",\"country\":\"US\"}")
                  .status())
          .isEqualTo(201);
      told = facts(house.await("/v1/systems", answer -> facts(answer) > 0));
    }
    Ground.change(database, OLD);
    try (House house = House.starting(kafka, settings)) {
      House.Answer first = house.await("/v1/systems", answer -> answer.status() == 200);
      assertThat(facts(first)).isEqualTo(told);
    }
  }

  @Test
  void countsAreForgottenAfterADayAndNotAllAtOnce() {
    try (ServicesDatabase database = EmptyServices.open()) {
      database.write(tx -> tx.execute(OLD));
      database.write(
          tx ->
              tx.execute(
                  "insert into platform.published select 'S' || n, now() - interval '2 days', 1"
                      + " from generate_series(1, 12000) as n"));
      assertThat(forget(database)).isEqualTo(10_000);
      assertThat(forget(database)).isGreaterThan(2_000);
      assertThat(forget(database)).isZero();
      long left =
          database.read(
              handle ->
                  handle
                      .createQuery("select count(*) from platform.published")
                      .mapTo(Long.class)
                      .one());
      assertThat(left).as("22 hours, six an hour").isBetween(130L, 134L);
    }
  }

  private static int forget(ServicesDatabase database) {
    return database.write(tx -> Published.forget(tx, Instant.now()));
  }

  private static long facts(House.Answer answer) {
    return StreamSupport.stream(answer.json().path("items").spliterator(), false)
        .filter(system -> system.path("id").asText().equals("S5.1"))
        .map(system -> system.path("factsLastHour"))
        .mapToLong(JsonNode::asLong)
        .sum();
  }
}
