package playhouse.batch.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.batch.Lake;
import playhouse.batch.LakeHouse;

class RejectsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

  @TempDir private Path folder;
  private Lake lake;

  @BeforeEach
  void aDayOfRejects() {
    lake = LakeHouse.empty();
    lake.spark()
        .sql(
            "CREATE TABLE ops.rejects (reason STRING, detail STRING, stage STRING, family STRING,"
                + " source STRING, content_type STRING, original BINARY, received TIMESTAMP,"
                + " replay_of STRING, dedup_key STRING) USING iceberg"
                + " PARTITIONED BY (days(received))");
    reject("r1", "schema_violation", "2026-11-20T23:59:59Z", "NULL", event("early", "rating"));
    reject("r2", "schema_violation", "2026-11-21T10:00:00Z", "NULL", event("a", "rating"));
    reject("r3", "unknown_type", "2026-11-21T11:00:00Z", "NULL", event("b", "weather.changed"));
    reject("r4", "malformed_json", "2026-11-21T12:00:00Z", "NULL", "{\"id\": broken ".repeat(20));
    reject("r5", "schema_violation", "2026-11-22T09:00:00Z", "'r3'", event("b", "rating"));
  }

  @Test
  void eachIsFoundOnceWithTheReasonOfItsLastRefusalAndItsFirstBytes() {
    List<JsonNode> found = found("--since", "2026-11-21");

    assertThat(found)
        .extracting(line -> line.get("reject").asText())
        .containsExactly("r2", "r3", "r4");
    assertThat(found)
        .extracting(line -> line.get("reason").asText())
        .containsExactly("schema_violation", "schema_violation", "malformed_json");
    assertThat(found).extracting(line -> line.get("refusals").asInt()).containsExactly(1, 2, 1);
    assertThat(original(found.get(1))).isEqualTo(event("b", "weather.changed"));
    assertThat(original(found.get(2))).isEqualTo("{\"id\": broken ".repeat(20));
  }

  @Test
  void whatCameInMeanwhileIsKnown() {
    lake.spark()
        .sql(
            "CREATE TABLE raw.interaction (id STRING, source STRING, received TIMESTAMP)"
                + " USING iceberg");
    lake.spark()
        .sql(
            "INSERT INTO raw.interaction VALUES ('a', '/demo/x', TIMESTAMP '2026-11-21 10:05:00')");

    assertThat(found("--since", "2026-11-21"))
        .extracting(line -> line.get("known").asBoolean())
        .containsExactly(true, false, false);
  }

  @Test
  void aSelectionNarrowsByEverythingThatItNames() {
    assertThat(found("--since", "2026-11-21", "--reason", "malformed_json")).hasSize(1);
    assertThat(found("--since", "2026-11-21", "--type", "weather.changed")).hasSize(1);
    assertThat(found("--since", "2026-11-21", "--source", "/demo")).hasSize(3);
    assertThat(found("--since", "2026-11-21", "--source", "/other")).isEmpty();
    assertThat(found("--since", "2026-11-21", "--family", "ad")).isEmpty();
    assertThat(found("--since", "2026-11-20", "--until", "2026-11-21T10:00:00Z")).hasSize(1);
  }

  @Test
  void aSelectionThatIsNotUnderstoodSaysWhy() {
    assertThatThrownBy(() -> Selection.of(List.of("--since", "yesterday", "--file", "f"), NOW))
        .hasMessageContaining("yesterday");
    assertThatThrownBy(() -> Selection.of(List.of("--file", "f"), NOW))
        .hasMessageContaining("--since");
  }

  private List<JsonNode> found(String... words) {
    Path file = folder.resolve("rejects.jsonl");
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--file", file.toString()));
    try {
      Main.write(lake, Selection.of(arguments, NOW));
      List<JsonNode> lines = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        lines.add(new ObjectMapper().readTree(line));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String original(JsonNode line) {
    try {
      return new String(line.get("original").binaryValue(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String event(String id, String type) {
    return "{\"id\":\"%s\",\"source\":\"/demo/x\",\"type\":\"%s\"}".formatted(id, type);
  }

  private void reject(String key, String reason, String received, String of, String original) {
    lake.spark()
        .sql(
            "INSERT INTO ops.rejects VALUES ('%s', 'why', 'collector', 'interaction', '/demo/x',"
                    .formatted(reason)
                + " 'application/cloudevents+json', CAST('%s' AS BINARY), TIMESTAMP '%s', %s, '%s')"
                    .formatted(original, received, of, key));
  }
}
