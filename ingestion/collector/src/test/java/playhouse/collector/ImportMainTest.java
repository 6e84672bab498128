package playhouse.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Settings;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;
import playhouse.testbed.Ports;

class ImportMainTest {

  private static final int LINES = 200_000;

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void killedInTheMiddleItGoesOnWhereItWas() throws IOException {
    Path set = Files.createDirectory(folder.resolve("killed"));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      lines.append("%d::%d::%d::%d%n".formatted(i % 1_000, i, 1 + i % 5, 978_300_760 + i));
      lines.append(i == 10 ? "corrupt\n" : "");
    }
    Files.writeString(set.resolve("ratings.dat"), lines);
    Process process =
        Jvm.start(
            environment(),
            folder.resolve("out.txt"),
            "playhouse.collector.ImportMain",
            "movielens",
            set.toString());
    Await.until(
        "a stretch is done", Duration.ofSeconds(60), () -> bookmark().contains("\"line\":20"));
    process.destroyForcibly();
    process.onExit().join();
    assertThat(bookmark()).contains("\"done\":false");
    assertThat(run("movielens", set.toString())).isZero();
    List<String> ids = Topic.ids(Broker.shared(), "interaction", "/imports/killed");
    assertThat(new HashSet<>(ids)).hasSize(LINES);
    assertThat(ids.size()).isLessThan(2 * LINES - 20_000);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("200,001      200,000         1")
        .contains("line 12: malformed_line");
    assertThat(Files.readAllLines(refused())).hasSize(1);
  }

  @Test
  void whatItCannotDoItSaysAndEndsTwo() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("netflix", ".")).isEqualTo(2);
    assertThat(run("movielens", folder.resolve("nowhere").toString())).isEqualTo(2);
    assertThat(run("movielens", folder.toString(), "--quickly")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("usage: import FORMAT PATH")
        .contains("unknown format netflix: one of movielens, lastfm, events, catalogue")
        .contains("nowhere: give a directory or a file that exists")
        .contains("unknown option --quickly");
  }

  @Test
  void withoutKafkaItSaysSoAndEndsOne() throws IOException {
    Files.writeString(folder.resolve("titles.csv"), "id,name\n1,One\n");
    Map<String, String> alone =
        Map.of("PLAYHOUSE_HOME", folder.toString(), "PLAYHOUSE_KAFKA", "127.0.0.1:" + Ports.free());
    assertThat(run(alone, "catalogue", folder.resolve("titles.csv").toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("Kafka does not answer at");
  }

  private int run(String... args) {
    return run(environment(), args);
  }

  private int run(Map<String, String> environment, String... args) {
    return ImportMain.run(
        args,
        Settings.of(environment),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private Map<String, String> environment() {
    return Map.of(
        "PLAYHOUSE_HOME", folder.toString(), "PLAYHOUSE_KAFKA", Broker.shared().address());
  }

  private String bookmark() {
    try {
      return Files.exists(folder.resolve("imports")) ? Files.readString(found(".json")) : "";
    } catch (java.nio.file.NoSuchFileException | java.util.NoSuchElementException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path refused() {
    return found(".refused.jsonl");
  }

  private Path found(String ending) {
    try (Stream<Path> files = Files.list(folder.resolve("imports"))) {
      return files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
