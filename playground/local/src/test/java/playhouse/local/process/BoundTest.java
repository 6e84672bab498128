package playhouse.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  @TempDir Path home;

  @Test
  void whatIsBoundToAProcessWritesDownWhatItKnowsWhenThatIsToldToEnd() {
    ProcessHandle child = childOf(Bound.GENTLY, Diarist.class);

    assertThat(new Processes(home).stop("parent", LIMIT)).isTrue();

    assertThat(Await.until(LIMIT, () -> !child.isAlive())).isTrue();
    assertThat(log().tail(5)).contains("written down");
  }

  @Test
  void whatIsBoundToAProcessWritesDownWhatItKnowsWhenThatIsKilled() {
    ProcessHandle child = childOf(Bound.GENTLY, Diarist.class);

    killTheParent();

    assertThat(Await.until(LIMIT, () -> !child.isAlive())).isTrue();
    assertThat(log().tail(5)).contains("written down");
  }

  @Test
  void whatDoesNotEndWhenItIsToldIsKilledBeforeTheProcessThatItIsBoundTo() {
    ProcessHandle child = childOf(Bound.PROMPTLY, Stubborn.class);

    assertThat(new Processes(home).stop("parent", LIMIT)).isTrue();

    assertThat(Birth.of(child.pid())).isEmpty();
  }

  @Test
  void whatWouldNotEndByItselfIsKilledWhenTheProcessThatItIsBoundToIs() {
    ProcessHandle child = childOf(Bound.PROMPTLY, Stubborn.class);

    killTheParent();

    assertThat(Await.until(LIMIT, () -> !child.isAlive())).isTrue();
  }

  /** A process that is up and bound to a parent of the name "parent". */
  private ProcessHandle childOf(Bound bound, Class<?> main) {
    new Processes(home)
        .start(
            new ProcessPlan(
                "parent",
                Path.of(System.getProperty("java.home"), "bin", "java"),
                List.of("-Xmx32m", "-XX:+UseSerialGC"),
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                List.of(bound.name(), main.getName()),
                Map.of(),
                0));
    assertThat(Await.until(LIMIT, () -> log().tail(5).contains("up") && child().isPresent()))
        .isTrue();
    return child().orElseThrow();
  }

  private void killTheParent() {
    long parent = new Processes(home).find("parent").orElseThrow().pid();
    ProcessHandle.of(parent).orElseThrow().destroyForcibly();
  }

  private LogFile log() {
    return new Processes(home).log("parent");
  }

  private Optional<ProcessHandle> child() {
    return log().tail(5).stream()
        .filter(line -> line.startsWith("child "))
        .findFirst()
        .flatMap(line -> ProcessHandle.of(Long.parseLong(line.substring(6))));
  }
}
