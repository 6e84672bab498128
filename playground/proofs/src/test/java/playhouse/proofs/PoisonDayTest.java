package playhouse.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import playhouse.local.process.Await;

@ExtendWith(OnTheStack.class)
class PoisonDayTest {

  private static final String SOURCE = "/demo/poison";
  private static final UUID PERSON = new UUID(13, 13);
  private static final int WRONG_UNIT = 3000;
  private static final int UNKNOWN = 20;

  @Test
  void aPoisonDayIsQuarantinedFixedAndReplayedAndTheLakeHoldsEachEventOnce(RunningStack stack)
      throws InterruptedException {
    Instant since = Instant.now().minusSeconds(60);
    stack.post("demo", CloudEvents.LINES, CloudEvents.lines(poison(since)));
    stack.awaitLake();
    assertThat(count(stack, "raw.playback")).isEqualTo(100);
    assertThat(
            stack.sql(
                "select reason, family, count(*) as n from ops.rejects where source = '"
                    + SOURCE
                    + "' group by reason, family order by reason"))
        .extracting(row -> row.get("reason") + " " + row.get("family") + " " + row.get("n"))
        .containsExactly("semantic_violation playback 3000", "unknown_type null 20");

    // The sender has mended itself and sends one event of that day again, rightly.
    stack.post("demo", CloudEvents.LINES, CloudEvents.lines(List.of(right(since, "p7"))));
    stopInTheMiddle(stack, since);
    JsonNode units = replay(stack, since, "--multiply", "data.to_millis=1000");
    JsonNode types = replay(stack, since, "--set", "type=playback.heartbeat");
    JsonNode again = replay(stack, since, "--multiply", "data.to_millis=1000");

    assertThat(units.get("read").asInt()).isEqualTo(WRONG_UNIT + UNKNOWN);
    assertThat(units.get("accepted").asInt() + units.get("accepted_before").asInt())
        .isEqualTo(WRONG_UNIT);
    assertThat(units.get("accepted_before").asInt()).isGreaterThanOrEqualTo(1);
    assertThat(units.at("/rejected/unknown_type").asInt()).isEqualTo(UNKNOWN);
    assertThat(types.get("accepted").asInt()).isEqualTo(UNKNOWN);
    assertThat(again.get("accepted").asInt()).isZero();
    assertThat(again.get("accepted_before").asInt()).isEqualTo(WRONG_UNIT + UNKNOWN);
    assertThat(count(stack, "raw.playback")).isEqualTo(100 + WRONG_UNIT + UNKNOWN);
    assertThat(
            stack.number(
                "select count(distinct id) as n from raw.playback where source = '"
                    + SOURCE
                    + "' and playback_heartbeat.to_millis = 60000"))
        .isEqualTo(100 + WRONG_UNIT + UNKNOWN);
  }

  /** Stops a replay when the first of its events have come in. */
  private static void stopInTheMiddle(RunningStack stack, Instant since)
      throws InterruptedException {
    double before = accepted(stack);
    Process replay =
        stack
            .launch()
            .begin(
                "replay",
                "--since",
                since.toString(),
                "--source",
                SOURCE,
                "--multiply",
                "data.to_millis=1000");
    assertThat(Await.until(Duration.ofMinutes(3), () -> accepted(stack) > before)).isTrue();
    replay.destroy();
    assertThat(replay.waitFor(1, TimeUnit.MINUTES)).isTrue();
  }

  private static double accepted(RunningStack stack) {
    String metrics =
        stack.send(HttpRequest.newBuilder(stack.uri("COLLECTOR", "/metrics")).build()).body();
    return metrics
        .lines()
        .filter(line -> line.startsWith("playhouse_collector_accepted_total{family=\"playback\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static JsonNode replay(RunningStack stack, Instant since, String... fix) {
    List<String> verb =
        new ArrayList<>(
            List.of("replay", "--since", since.toString(), "--source", SOURCE, "--json"));
    verb.addAll(List.of(fix));
    return RunningStack.json(stack.launch().must(verb.toArray(String[]::new)));
  }

  private static long count(RunningStack stack, String table) {
    return stack.number("select count(*) as n from " + table + " where source = '" + SOURCE + "'");
  }

  private static List<String> poison(Instant day) {
    List<String> events = new ArrayList<>();
    IntStream.range(0, 100).forEach(i -> events.add(right(day, "good" + i)));
    IntStream.range(0, WRONG_UNIT).forEach(i -> events.add(inSeconds(right(day, "p" + i))));
    IntStream.range(0, UNKNOWN)
        .forEach(i -> events.add(right(day, "u" + i).replace("playback.heartbeat", "play.beat")));
    return events;
  }

  private static String right(Instant occurred, String id) {
    return """
        {"specversion":"1.0","id":"%s","source":"%s","type":"playback.heartbeat","time":"%s",\
        "person":"%s","data":{"play":"poison","title":"t","runtime_millis":90000,\
        "from_millis":30000,"to_millis":60000,"played_millis":30000}}"""
        .formatted(id, SOURCE, occurred, PERSON);
  }

  private static String inSeconds(String event) {
    return event.replace("\"to_millis\":60000", "\"to_millis\":60");
  }
}
