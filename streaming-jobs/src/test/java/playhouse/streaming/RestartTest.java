package playhouse.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Family;
import playhouse.contracts.Topics;
import playhouse.testbed.Broker;

class RestartTest {

  private final LakeHome lake = new LakeHome();
  private final Instant now = Instant.now();

  @AfterEach
  void stop() {
    lake.close();
  }

  private void send(int from, int to) {
    try (Door door = lake.door()) {
      for (int i = from; i < to; i++) {
        Instant occurred = now.minus(Duration.ofMinutes(i * 37L % 4000));
        door.send(Door.rating("restart-" + i, new UUID(4, i % 20), occurred, now));
      }
    }
  }

  private List<Object> ids() {
    return lake.rows(Family.INTERACTION).stream().map(row -> row.getField("id")).toList();
  }

  @Test
  void whatCameBeforeARestartIsStillKnownAfterIt() {
    lake.start();
    send(0, 500);
    lake.awaitInLake();
    lake.stop();
    lake.start();
    send(0, 700);
    lake.awaitInLake();
    assertThat(ids()).hasSize(700).doesNotHaveDuplicates();
  }

  @Test
  void whatARunReadsAndWritesIsToldWhenItBeginsAndWhenItIsStopped() throws IOException {
    List<String> before = lineage();
    lake.start();
    send(0, 1);
    lake.awaitInLake();
    lake.stop();
    List<JsonNode> told = new ArrayList<>();
    for (String json : lineage().subList(before.size(), before.size() + 2)) {
      told.add(new ObjectMapper().readTree(json));
    }
    assertThat(told)
        .extracting(event -> event.path("eventType").asText())
        .containsExactly("START", "COMPLETE");
    JsonNode end = told.get(1);
    assertThat(end.at("/run/runId")).isEqualTo(told.get(0).at("/run/runId"));
    assertThat(end.at("/job/name").asText()).isEqualTo("lake-writer");
    assertThat(end.at("/job/facets/jobType/processingType").asText()).isEqualTo("STREAMING");
    assertThat(end.path("inputs").findValuesAsText("name"))
        .contains("interaction", "playback", "rejects");
    long snapshot = lake.read("raw", "interaction", table -> table.currentSnapshot().snapshotId());
    JsonNode written = end.path("outputs");
    assertThat(written).hasSize(1);
    assertThat(written.at("/0/name").asText()).isEqualTo("raw.interaction");
    assertThat(written.at("/0/facets/version/datasetVersion").asText())
        .isEqualTo(Long.toString(snapshot));
  }

  private static List<String> lineage() {
    List<String> told = new ArrayList<>();
    Broker.shared()
        .each(
            Topics.LINEAGE, record -> told.add(new String(record.value(), StandardCharsets.UTF_8)));
    return told;
  }

  @Test
  void withoutItsCheckpointsTheWriterAsksTheLakeAndWritesNothingTwice() throws IOException {
    lake.start();
    send(0, 500);
    lake.awaitInLake();
    lake.stop();
    delete(lake.settings().home().resolve("checkpoints"));
    lake.start();
    send(0, 700);
    lake.awaitInLake();
    assertThat(ids()).hasSize(700).doesNotHaveDuplicates();
  }

  @Test
  void fromAnOldCheckpointTheWriterReadsAgainAndWritesNothingTwice() throws IOException {
    lake.start();
    send(0, 300);
    lake.awaitInLake();
    lake.stop();
    Path checkpoints = lake.settings().home().resolve("checkpoints/lake-writer");
    Path kept = lake.settings().home().resolve("kept");
    copy(checkpoints, kept);
    lake.start();
    send(300, 600);
    lake.awaitInLake();
    lake.stop();
    delete(checkpoints);
    copy(kept, checkpoints);
    lake.start();
    send(500, 700);
    lake.awaitInLake();
    assertThat(ids()).hasSize(700).doesNotHaveDuplicates();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
