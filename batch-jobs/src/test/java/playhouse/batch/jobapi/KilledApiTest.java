package playhouse.batch.jobapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import playhouse.testbed.Await;

/** The process of the job API, killed at any point: its runs go on, and none is run twice. */
class KilledApiTest {
  private final JobHouse house = new JobHouse();
  private Optional<JobApi> next = Optional.empty();

  @AfterEach
  void end() {
    house.go(0);
    next.ifPresent(JobApi::close);
  }

  @Test
  void what_runs_goes_on_without_it_and_is_found_again() {
    Process process = start();
    long id = house.submit("token");
    long waiting = house.submit("next");
    house.awaitState(id, "running");
    process.destroyForcibly().onExit().join();
    follow();
    assertThat(house.submit("token")).isEqualTo(id);
    assertThat(house.get("/batches/" + id + "/state").path("state").asText()).isEqualTo("running");

    house.go(0);
    house.awaitState(id, "success");
    house.awaitState(waiting, "success");
    assertThat(house.get("/batches/" + id + "/log").path("total").asInt()).isEqualTo(2);
    assertThat(house.begun()).hasSize(2);
  }

  @Test
  void what_ended_or_was_lost_meanwhile_is_known_by_what_it_left() {
    Process process = start();
    long gone = house.submit("gone");
    long good = house.submit("good");
    Await.until("both have begun", JobHouse.LIMIT, () -> house.begun().size() == 2);
    process.destroyForcibly().onExit().join();
    RunFolder folder = new RunFolder(folder(gone));
    ProcessHandle shell = folder.shell().orElseThrow();
    List<ProcessHandle> all = new ArrayList<>(shell.descendants().toList());
    all.add(0, shell);
    all.forEach(ProcessHandle::destroyForcibly);
    Await.until("it is gone", JobHouse.LIMIT, () -> folder.shell().isEmpty());
    house.go(0);
    Await.until("the other has ended", JobHouse.LIMIT, () -> left(good, "exit"));

    follow();
    house.awaitState(good, "success");
    house.awaitState(gone, "dead");
    assertThat(house.get("/batches/" + gone).path("failure").asText()).contains("no exit code");
    assertThat(house.begun()).as("nobody ran them a second time").hasSize(2);
  }

  @Test
  void one_whose_start_was_cut_off_is_started_once() {
    JobsDatabase database = new JobsDatabase(house.settings());
    assertThat(database.migrate()).isTrue();
    Order order = Order.read(JobHouse.json(JobHouse.order("plays", "cut")), Optional.empty());
    Instant now = Instant.now();
    long id =
        database.in(
            handle -> {
              long made = RunStore.submit(handle, order, "operator", now).run().id();
              RunStore.begin(handle, now);
              return made;
            });
    house.go(0);
    follow();
    house.awaitState(id, "success");
    assertThat(house.begun()).hasSize(1);
    assertThat(house.get("/batches/" + id).path("attempt").asInt()).isEqualTo(2);
    new RunFolder(folder(id)).start(house.launcher());
    Await.until("the late one has come", JobHouse.LIMIT, () -> left(id, "pid"));
    assertThat(house.begun()).as("one that comes late finds its attempt taken").hasSize(1);
  }

  /** Another takes its place. */
  private void follow() {
    next = Optional.of(JobApi.start(house.settings(), house.launcher(), Clock.systemUTC()));
  }

  private boolean left(long id, String file) {
    return Files.exists(folder(id).resolve(file));
  }

  private Path folder(long id) {
    return house.settings().home().resolve("jobs").resolve(id + "-1");
  }

  private Process start() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add(Main.class.getName());
    command.addAll(house.launcher());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(house.settings().home().resolve("api.log").toFile());
    builder
        .environment()
        .put(
            "CLASSPATH",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    builder.environment().putAll(house.environment());
    builder.environment().put("PLAYHOUSE_JOBS_AT_A_TIME", "2");
    try {
      Process started = builder.start();
      Await.until("it answers", JobHouse.LIMIT, this::answers);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean answers() {
    try {
      return house.send("GET", "/health", "").statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }
}
