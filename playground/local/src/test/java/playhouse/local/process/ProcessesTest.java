package playhouse.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  @TempDir Path home;

  @Test
  void aStartedProcessIsKnownToAnotherLauncherAndStopsWhenAsked() {
    Processes processes = new Processes(home);
    RunRecord started = processes.start(sleeper());
    Processes another = new Processes(home);
    assertThat(another.alive("sleeper")).isTrue();
    assertThat(another.find("sleeper")).contains(started);
    assertThat(Await.until(LIMIT, () -> another.log("sleeper").tail(5).contains("hello world")))
        .isTrue();
    assertThat(another.stop("sleeper", LIMIT)).isTrue();
    assertThat(Birth.of(started.pid())).isEmpty();
    assertThat(another.find("sleeper")).isEmpty();
  }

  @Test
  void aKilledProcessCountsAsDeadAndThereIsNothingToStop() {
    Processes processes = new Processes(home);
    RunRecord started = processes.start(sleeper());
    ProcessHandle.of(started.pid()).orElseThrow().destroyForcibly();
    assertThat(Await.until(LIMIT, () -> !processes.alive("sleeper"))).isTrue();
    assertThat(processes.find("sleeper")).isPresent();
    assertThat(processes.stop("sleeper", LIMIT)).isFalse();
  }

  @Test
  void aStrangerThatGotThePidOfADeadProcessIsLeftAlone() {
    Processes processes = new Processes(home);
    RunRecord stranger = processes.start(sleeper());
    new RunRecords(home).save(new RunRecord("ours", stranger.pid(), "another boot/1", 0));
    assertThat(processes.alive("ours")).isFalse();
    assertThat(processes.stop("ours", LIMIT)).isFalse();
    assertThat(processes.alive("sleeper")).isTrue();
    processes.stop("sleeper", LIMIT);
  }

  @Test
  void aRecordThatWasCutShortCountsAsNone() throws IOException {
    Files.createDirectories(home.resolve("run"));
    Files.writeString(home.resolve("run/broker.json"), "{\"name\":\"bro");
    assertThat(new RunRecords(home).find("broker")).isEmpty();
  }

  @Test
  void aLogIsMovedAsideAtEveryStartAndOnlyThreeAreKept() throws IOException {
    LogFile log = new Processes(home).log("x");
    for (int start = 1; start <= 6; start++) {
      log.rotate();
      Files.writeString(log.path(), "start " + start);
    }
    assertThat(log.tail(1)).containsExactly("start 6");
    assertThat(home.resolve("logs/x.log.1")).hasContent("start 5");
    assertThat(home.resolve("logs/x.log.3")).hasContent("start 3");
    assertThat(home.resolve("logs/x.log.4")).doesNotExist();
  }

  @Test
  void aLogThatHasGrownTooLongIsCutWhileItsWriterGoesOn() throws IOException {
    LogFile log = new Processes(home).log("x");
    log.rotate();
    try (var writer =
        Files.newOutputStream(
            log.path(),
            java.nio.file.StandardOpenOption.CREATE,
            java.nio.file.StandardOpenOption.APPEND)) {
      writer.write("long ago\n".repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      log.cut(50);
      writer.write("now\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    assertThat(log.path()).hasContent("now\n");
    assertThat(Files.size(home.resolve("logs/x.log.1"))).isEqualTo(900);
  }

  @Test
  void aProcessWhoseMainFailsEndsThoughOtherThreadsOfItWouldGoOn() {
    Processes processes = new Processes(home);
    processes.start(plan("half", HalfFailing.class));
    assertThat(Await.until(LIMIT, () -> !processes.alive("half"))).isTrue();
    assertThat(processes.log("half").tail(50)).anyMatch(line -> line.contains("port is taken"));
  }

  private static ProcessPlan sleeper() {
    return plan("sleeper", Sleeper.class, "world");
  }

  private static ProcessPlan plan(String name, Class<?> main, String... arguments) {
    return new ProcessPlan(
        name,
        Path.of(System.getProperty("java.home"), "bin", "java"),
        List.of("-Xmx32m", "-XX:+UseSerialGC"),
        System.getProperty("java.class.path"),
        main.getName(),
        List.of(arguments),
        Map.of(),
        0);
  }
}
