package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Settings;
import playhouse.contracts.VirtualClock;
import playhouse.testbed.Broker;

/** A house whose clock stands does nothing by itself, and all that is due when it is moved. */
class MovedClockTest {
  @TempDir Path home;

  @Test
  void whatIsDueIsDoneWhenTheClockIsMovedAndItNeverGoesBack() {
    VirtualClock.set(home, Instant.parse("2024-01-31T10:00:00Z"));
    Map<String, String> settings =
        Map.of(
            "PLAYHOUSE_HOME", home.toString(),
            "PLAYHOUSE_CLOCK", "virtual",
            "PLAYHOUSE_SERVICES_URI", EmptyServices.uri());
    try (House house =
        House.starting(
            Broker.shared().address(), settings, VirtualClock.of(Settings.of(settings)))) {
      House.Answer begun = house.await("/v1/plans", answer -> answer.status() == 200);
      assertThat(begun.status()).isEqualTo(200);
      House.Answer free =
          house.post(
              "/v1/subscriptions",
              "{\"plan\":\"free\",\"country\":\"US\",\"person\":\"7c0de0f1-0000-4000-8000-000000000001\"}");
      assertThat(free.status()).as(free.body()).isEqualTo(201);
      assertThat(free.json().path("termFrom").asText()).startsWith("2024-01-31T10:00:00.");
      House.Answer back = move(house, "2024-01-30T10:00:00Z");
      assertThat(back.status()).isEqualTo(400);
      House.Answer moved = move(house, "2024-03-01T10:00:00Z");
      assertThat(moved.status()).isEqualTo(200);
      assertThat(moved.json().path("done").asInt()).isPositive();
      String in = "/v1/subscriptions/" + free.json().path("id").asText();
      assertThat(house.get(in).json().path("term").asInt()).isEqualTo(2);
      assertThat(house.get(in).json().path("termFrom").asText()).startsWith("2024-02-29T10:00:00.");
    }
    assertThat(VirtualClock.of(Settings.of(settings)).instant())
        .as("goes on from there")
        .isBetween(Instant.parse("2024-03-01T10:00:00Z"), Instant.parse("2024-03-01T10:00:01Z"));
  }

  @Test
  void whereTimeGoesByItselfNobodyMovesIt() {
    try (House house = House.open(Broker.shared().address())) {
      assertThat(move(house, "2024-03-01T10:00:00Z").status()).isEqualTo(404);
    }
  }

  private static House.Answer move(House house, String to) {
    return house.post("/control/clock", "{\"now\":\"" + to + "\"}");
  }
}
