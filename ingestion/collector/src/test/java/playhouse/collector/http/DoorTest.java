package playhouse.collector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static playhouse.collector.http.OpenDoor.rating;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.collector.Topic;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Interaction;
import playhouse.contracts.facts.Reject;
import playhouse.testbed.Broker;

class DoorTest {

  private static final String SINGLE = "application/cloudevents+json";
  private static final String ARRAY = "application/cloudevents-batch+json";
  private static final String LINES = "application/x-ndjson";

  @TempDir private static Path folder;
  private static Broker broker;
  private static OpenDoor door;

  @BeforeAll
  static void open() {
    broker = Broker.shared();
    door = new OpenDoor(broker, folder);
  }

  @AfterAll
  static void close() {
    door.close();
  }

  @Test
  void anAcceptedEventIsInKafkaWhenTheAnswerComes() {
    HttpResponse<String> answer = door.post(SINGLE, rating("/demo/one", "e1"));
    List<SpecificRecordBase> facts = facts("/demo/one");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer))
        .isEqualTo(
            json(
                "{'accepted':1,'rejected':0,'results':[{'index':0,'id':'e1','status':'accepted'}]}"));
    assertThat(facts).hasSize(1);
    assertThat(((Interaction) facts.get(0)).getEnvelope().getIpPrefix()).isEqualTo("127.0.0.0/24");
  }

  @Test
  void aRepeatIsAcceptedWithTheSameKeyAndId() {
    door.post(SINGLE, rating("/demo/twice", "e1"));
    door.post(SINGLE, rating("/demo/twice", "e1"));
    assertThat(facts("/demo/twice")).hasSize(2).allMatch(f -> id(f).equals("e1"));
  }

  @Test
  void oneBadEventOfABatchDoesNotLoseTheOthers() {
    String bad = rating("/demo/mixed", "e2").replace("4.5", "\"four\"");
    String broken = rating("/demo/mixed", "e4").replace("4.5", "four");
    String body =
        "[%s,%s,%s,%s,%s]"
            .formatted(
                rating("/demo/mixed", "e1"),
                bad,
                rating("/demo/mixed", "e3"),
                broken,
                rating("/other", "e5-mixed"));
    HttpResponse<String> answer = door.post(ARRAY, body);
    assertThat(answer.statusCode()).isEqualTo(207);
    assertThat(json(answer).at("/accepted").asInt()).isEqualTo(2);
    assertThat(json(answer).at("/results/1/reason").asText()).isEqualTo("schema_violation");
    assertThat(json(answer).at("/results/1/detail").asText()).startsWith("$.data.score: ");
    assertThat(json(answer).at("/results/3/reason").asText()).isEqualTo("malformed_json");
    assertThat(json(answer).at("/results/4/reason").asText()).isEqualTo("unauthorized_source");
    assertThat(facts("/demo/mixed")).extracting(DoorTest::id).containsExactlyInAnyOrder("e1", "e3");
    assertThat(Topic.rejects(broker, "/demo/mixed"))
        .extracting(Topic::original)
        .containsExactlyInAnyOrder(bad, broken);
    assertThat(Topic.rejects(broker, "e5-mixed")).hasSize(1);
  }

  @Test
  void linesStandAlone() {
    byte[] invalid =
        ("\n" + rating("/demo/lines", "e2").replace("ml-1m:1", "\u00ff") + "\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] body =
        concat(
            bytes(rating("/demo/lines", "e1")),
            invalid,
            bytes("oops\n"),
            bytes(rating("/demo/lines", "e3")));
    HttpResponse<String> answer = door.post(LINES, body);
    assertThat(answer.statusCode()).isEqualTo(207);
    assertThat(json(answer).at("/results/1/reason").asText()).isEqualTo("invalid_utf8");
    assertThat(json(answer).at("/results/2/status").asText()).isEqualTo("rejected");
    assertThat(facts("/demo/lines")).hasSize(2);
    assertThat(Topic.rejects(broker, "/demo/lines"))
        .extracting(Reject::getReason, Reject::getSource, Reject::getStage)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("invalid_utf8", "/demo/lines", "collector"));
  }

  @Test
  void aBodyThatCannotBeToldApartIsKeptWhole() {
    String body = "[" + rating("/demo/cut", "e1") + ",{\"id\":\"cut-off";
    HttpResponse<String> answer = door.post(ARRAY, body);
    assertProblem(answer, 400, "malformed_json");
    assertThat(facts("/demo/cut")).isEmpty();
    assertThat(Topic.rejects(broker, "cut-off")).extracting(Topic::original).containsExactly(body);
  }

  @Test
  void aBodyAsLargeAsAllowedIsStillKeptWholeWhenRefused() {
    String body = "[\"large-refused" + "x".repeat((8 << 20) - 100);
    assertProblem(door.post(ARRAY, body), 400, "malformed_json");
    assertThat(Topic.rejects(broker, "[\"large-refused"))
        .extracting(reject -> reject.getOriginal().remaining())
        .containsExactly(body.length());
  }

  @Test
  void aSingleRefusedEventIsAProblemWithItsReason() {
    assertProblem(
        door.post(SINGLE, rating("/demo", "a").replace("\"rating\"", "\"nonsense\"")),
        422,
        "unknown_type");
    assertProblem(
        door.post(SINGLE, rating("/demo", "b").replace("2026-", "1970-")),
        422,
        "occurred_out_of_range");
    assertProblem(
        door.post(SINGLE, rating("/demo", "c").replace("2026-", "2126-")),
        422,
        "occurred_out_of_range");
    assertProblem(door.post(SINGLE, "{oops"), 400, "malformed_json");
    assertProblem(door.post(SINGLE, new byte[] {'{', (byte) 0xff, '}'}), 400, "invalid_utf8");
    assertProblem(door.post(SINGLE, rating("/demonstration", "d")), 403, "unauthorized_source");
    assertProblem(door.post(SINGLE, ""), 400, "malformed_json");
    assertProblem(door.post(LINES, " \n"), 400, "malformed_json");
    assertThat(
            json(door.post(SINGLE, rating("/demo", "e").replace("4.5", "{}")))
                .at("/results/0/id")
                .asText())
        .isEqualTo("e");
  }

  @Test
  void aKeySpeaksOnlyForItsOwnSources() {
    assertProblem(send(OpenDoor.OTHER, rating("/demo", "x")), 403, "unauthorized_source");
    String foreign = rating("/demo", "x");
    assertProblem(
        door.post(ARRAY, "[" + foreign.replace("/demo", "/x") + "]"), 403, "unauthorized_source");
    assertThat(door.post(LINES, foreign.replace("/demo", "/x")).statusCode()).isEqualTo(207);
    assertProblem(send("wrong", rating("/demo", "x")), 401, "unauthorized");
    HttpResponse<String> none =
        door.send(
            HttpRequest.newBuilder(door.uri("/v1/events"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build());
    assertProblem(none, 401, "unauthorized");
    assertThat(none.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(send(OpenDoor.IMPORT, rating("/anybody/at/all", "x")).statusCode()).isEqualTo(200);
  }

  @Test
  void gzipIsTakenAndABombIsNot() throws IOException {
    byte[] good = gzip(bytes(rating("/demo/gzip", "e1")));
    assertThat(zipped(good).statusCode()).isEqualTo(200);
    assertThat(facts("/demo/gzip")).hasSize(1);
    assertProblem(zipped(gzip(new byte[200 << 20])), 413, "too_large");
    byte[] torn = java.util.Arrays.copyOf(good, good.length - 12);
    assertProblem(zipped(torn), 400, "undecodable");
    assertThat(Topic.rejects(broker, new String(torn, StandardCharsets.ISO_8859_1))).hasSize(1);
  }

  @Test
  void bodiesBeyondTheLimitsAreNotTaken() {
    assertProblem(door.post(LINES, new byte[(8 << 20) + 1]), 413, "too_large");
    String many =
        IntStream.range(0, 10_001).mapToObj(i -> "{}").collect(Collectors.joining(",", "[", "]"));
    assertProblem(door.post(ARRAY, many), 413, "too_many_events");
  }

  @Test
  void otherKindsOfBodiesAreNotTaken() {
    assertProblem(door.post("application/json", "{}"), 415, "unsupported_media_type");
    assertProblem(door.post(SINGLE + "; charset=latin1", "{}"), 415, "unsupported_media_type");
    HttpRequest brotli =
        door.request(OpenDoor.DEMO, SINGLE, bytes("{}")).header("Content-Encoding", "br").build();
    assertProblem(door.send(brotli), 415, "unsupported_media_type");
    assertProblem(door.get("/nowhere"), 404, "not_found");
    assertProblem(door.get("/v1/events"), 405, "method_not_allowed");
  }

  @Test
  void aFullBatchIsTakenWhole() {
    String body =
        IntStream.range(0, 10_000)
            .mapToObj(i -> rating("/demo/full", "e" + i))
            .collect(Collectors.joining("\n"));
    JsonNode answer = json(door.post(LINES, body));
    assertThat(answer.at("/accepted").asInt()).isEqualTo(10_000);
    assertThat(answer.at("/results")).isEmpty();
    assertThat(facts("/demo/full")).hasSize(10_000);
  }

  @Test
  void theDocumentNamesEveryTypeAndMetricsCountThem() {
    JsonNode document = json(door.get("/openapi.json"));
    JsonNode rating = document.at("/components/schemas/rating");
    assertThat(rating.at("/properties/score/type").toString()).isEqualTo("[\"number\",\"null\"]");
    assertThat(document.at("/components/schemas/CloudEvent/properties/type/enum"))
        .hasSize(playhouse.contracts.FactType.all().size());
    assertThat(document.toString()).doesNotContain("${");
    door.post(SINGLE, rating("/demo/metrics", "e1"));
    assertThat(door.get("/metrics").body())
        .contains("playhouse_collector_accepted_total{family=\"interaction\"}");
  }

  private static HttpResponse<String> send(String key, String event) {
    return door.send(door.request(key, SINGLE, bytes(event)).build());
  }

  private static HttpResponse<String> zipped(byte[] body) {
    return door.send(
        door.request(OpenDoor.DEMO, LINES, body).header("Content-Encoding", "gzip").build());
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(answer).at("/code").asText()).isEqualTo(code);
    assertThat(json(answer).at("/status").asInt()).isEqualTo(status);
  }

  private static List<SpecificRecordBase> facts(String source) {
    return Topic.facts(broker, Family.INTERACTION, source);
  }

  private static String id(SpecificRecordBase fact) {
    return ((Interaction) fact).getEnvelope().getId();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return json(answer.body());
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.startsWith("{'") ? text.replace('\'', '"') : text);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    }
    return zipped.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
