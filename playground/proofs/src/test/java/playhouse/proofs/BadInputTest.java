package playhouse.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnTheStack.class)
class BadInputTest {

  private static final UUID PERSON = new UUID(7, 7);

  @Test
  void whatIsRefusedIsSaidAndKept(RunningStack stack) {
    Instant now = Instant.now();
    List<String> events =
        List.of(
            CloudEvents.rating("/demo/bad", "good", PERSON, "t", now),
            CloudEvents.rating("/demo/bad", "old", PERSON, "t", Instant.EPOCH),
            CloudEvents.rating("/demo/bad", "ahead", PERSON, "t", now.plus(Duration.ofDays(1))),
            CloudEvents.rating("/demo/bad", "unknown", PERSON, "t", now)
                .replace("\"rating\"", "\"weather.changed\""),
            CloudEvents.rating("/demo/bad", "wrong", PERSON, "t", now)
                .replace("\"score\":5", "\"score\":\"five\""),
            CloudEvents.rating("/demo/bad", "more", PERSON, "t", now)
                .replace("\"score\":5", "\"score\":5,\"mood\":\"good\""),
            CloudEvents.rating("/demo/bad", "less", PERSON, "t", now)
                .replace("\"title\":\"t\",", ""),
            "{this is no JSON");

    HttpResponse<String> answer = stack.post("demo", CloudEvents.LINES, CloudEvents.lines(events));
    stack.awaitLake();

    assertThat(RunningStack.json(answer.body()).get("accepted").asInt()).isEqualTo(1);
    assertThat(RunningStack.json(answer.body()).get("rejected").asInt()).isEqualTo(7);
    assertThat(stack.number("select count(*) n from raw.interaction where source = '/demo/bad'"))
        .isEqualTo(1);
    assertThat(
            stack.sql(
                "select reason, count(*) n from ops.rejects"
                    + " where source = '/demo/bad' or reason = 'malformed_json' group by reason"))
        .extracting(row -> row.get("reason"))
        .containsExactlyInAnyOrder(
            "occurred_out_of_range", "unknown_type", "schema_violation", "malformed_json");
    // A sender whose form has drifted is told which field, and so is whoever looks into the lake.
    assertThat(
            stack.sql(
                "select detail from ops.rejects"
                    + " where source = '/demo/bad' and reason = 'schema_violation' order by detail"))
        .extracting(row -> String.valueOf(row.get("detail")))
        .satisfiesExactly(
            detail -> assertThat(detail).startsWith("$.data.mood: is no field"),
            detail -> assertThat(detail).startsWith("$.data.score: expected"),
            detail -> assertThat(detail).startsWith("$.data.title: is required"));
  }

  @Test
  void aWrongKeyAndAForeignSourceAreTurnedAway(RunningStack stack) {
    byte[] body =
        CloudEvents.rating("/demo/bad", "k", PERSON, "t", Instant.now())
            .getBytes(StandardCharsets.UTF_8);
    byte[] foreign =
        CloudEvents.rating("/serving", "k", PERSON, "t", Instant.now())
            .getBytes(StandardCharsets.UTF_8);

    assertThat(stack.post("nobody", CloudEvents.ONE, body).statusCode()).isEqualTo(401);
    assertThat(stack.post("demo", CloudEvents.ONE, foreign).statusCode()).isEqualTo(403);
  }

  @Test
  void whatIsNotTextOrTooLargeIsRefusedAndTheDoorStaysOpen(RunningStack stack) {
    byte[] good =
        CloudEvents.rating("/demo/bytes", "utf8", PERSON, "t", Instant.now())
            .getBytes(StandardCharsets.UTF_8);
    byte[] broken = good.clone();
    broken[new String(good, StandardCharsets.ISO_8859_1).indexOf("utf8")] = (byte) 0xff;
    HttpResponse<String> noText = stack.post("demo", CloudEvents.LINES, broken);
    HttpResponse<String> huge = stack.post("demo", CloudEvents.LINES, new byte[40 << 20]);

    assertThat(noText.body()).contains("invalid_utf8");
    assertThat(huge.statusCode()).isEqualTo(413);
    assertThat(stack.post("demo", CloudEvents.ONE, good).statusCode()).isEqualTo(200);
  }

  @Test
  void aQueryThatIsWrongSaysWhy(RunningStack stack) {
    Launch.Ended ended = stack.launch().run("sql", "select nothing from nowhere.at_all");

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.err()).contains("nowhere");
  }
}
