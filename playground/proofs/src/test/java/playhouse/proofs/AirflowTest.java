package playhouse.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import playhouse.local.process.Await;
import playhouse.local.python.PythonEnvironment;

/** A real Airflow drives the jobs of a whole house, and is driven by our operators. */
@ExtendWith(OnTheStack.class)
class AirflowTest {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final String DAY = "2026-01-05";
  private static final List<String> ORDERED =
      List.of("core", "kpis", "titles", "people", "quality");

  @Test
  void aNightOfAPastDayEndsWellAndNoJobRunsTwiceThoughItsSchedulerIsKilled(RunningStack stack) {
    assumeTrue(PythonEnvironment.possible(), "no Python that makes environments: no Airflow");
    something(stack);
    try (RunningAirflow airflow = RunningAirflow.start(stack)) {
      airflow.ask("PATCH", "/dags/nightly", "{\"is_paused\": false}");
      airflow.ask("POST", "/backfills", backfill());
      await("core runs", () -> state(stack, "core").equals("running"));
      await(
          "its task waits",
          () -> "deferred".equals(airflow.tasks("nightly", "backfill").get("core")));
      airflow.killScheduler();
      airflow.run("scheduler");
      await("the night is over", () -> over(airflow.state("nightly", "backfill")));

      Map<String, String> tasks = airflow.tasks("nightly", "backfill");
      assertThat(tasks)
          .as(airflow.log("scheduler"))
          .hasSize(6)
          .allSatisfy((task, s) -> assertThat(s).isEqualTo("success"));
      assertThat(runs(stack)).hasSize(ORDERED.size());
      for (String task : ORDERED) {
        JsonNode run = run(stack, task).orElseThrow();
        assertThat(run.path("state").asText()).as(task).isEqualTo("success");
        assertThat(run.path("attempt").asInt()).as(task + " ran once").isEqualTo(1);
        assertThat(run.path("args").toString()).contains(DAY);
      }
      operatorsBeginARunOnceAndWaitForIt(stack, airflow);
    }
  }

  @Test
  void aHundredOrdersAtOnceAreOneRunOfSpark(RunningStack stack) throws Exception {
    String order =
        """
        {"file": "playhouse:run", "args": ["stream-lineage"], "conf": {"playhouse.token": "hundred"}}\
        """;
    ExecutorService many = Executors.newFixedThreadPool(20);
    Set<String> ids = new HashSet<>();
    try {
      List<Future<JsonNode>> answers =
          IntStream.range(0, 100)
              .mapToObj(i -> many.submit(() -> jobs(stack, "POST", "/batches", order)))
              .toList();
      for (Future<JsonNode> answer : answers) {
        ids.add(answer.get().path("id").asText());
      }
    } finally {
      many.shutdownNow();
    }
    assertThat(ids).hasSize(1);
    String run = "/batches/" + ids.iterator().next();
    await("the run is over", () -> over(jobs(stack, "GET", run, "").path("state").asText()));
    JsonNode result = jobs(stack, "GET", run + "/result", "");
    assertThat(result.path("job").asText()).isEqualTo("stream-lineage");
    assertThat(result.path("status").asText()).isEqualTo("succeeded");
    assertThat(jobs(stack, "GET", run + "/log", "").path("log").toString())
        .contains("stream-lineage");
  }

  private static void operatorsBeginARunOnceAndWaitForIt(
      RunningStack stack, RunningAirflow airflow) {
    airflow.ask("PATCH", "/dags/table-care", "{\"is_paused\": false}");
    String first = operate(stack, airflow, 0, "trigger", "table-care", "--key", "care-1");
    String again =
        operate(stack, airflow, 0, "trigger", "table-care", "--key", "care-1", "--wait", "PT4M");
    assertThat(RunningStack.json(again).path("run"))
        .isEqualTo(RunningStack.json(first).path("run"));
    assertThat(RunningStack.json(again).path("state").asText()).isEqualTo("success");
    String other =
        operate(
            stack, airflow, 1, "trigger", "table-care", "--key", "care-1", "--conf", "{\"a\":1}");
    assertThat(other).contains("is there with another conf");
    assertThat(operate(stack, airflow, 1, "watch", "table-care", "nothing")).contains("has no run");
    assertThat(operate(stack, airflow, 1, "trigger", "no-such-dag")).contains("404");
  }

  /** Our operators run where the batch's classes are. */
  private static String operate(
      RunningStack stack, RunningAirflow airflow, int exit, String... words) {
    List<String> command =
        new ArrayList<>(
            List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "playhouse.batch.airflow.Main"));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        stack.process(command.toArray(String[]::new)).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", stack.house().classPaths().of("airflow", "batch-jobs"));
    airflow.introduceTo(builder);
    try {
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.onExit().join().exitValue()).as(said).isEqualTo(exit);
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What happened on the day that the night is of. */
  private static void something(RunningStack stack) {
    List<String> events =
        IntStream.range(0, 50)
            .mapToObj(
                i ->
                    CloudEvents.rating(
                        "/demo/airflow",
                        "a" + i,
                        new UUID(7, i),
                        "t" + i % 5,
                        Instant.parse(DAY + "T10:00:00Z").plusSeconds(i)))
            .toList();
    assertThat(stack.post("demo", CloudEvents.LINES, CloudEvents.lines(events)).statusCode())
        .isLessThan(300);
    stack.awaitLake();
  }

  private static String backfill() {
    return """
    {"dag_id": "nightly", "from_date": "%sT00:00:00Z", "to_date": "%sT00:00:00Z",
     "reprocess_behavior": "none", "max_active_runs": 1, "dag_run_conf": {}}\
    """
        .formatted(DAY, DAY);
  }

  /** The runs that the night has handed in, by their orders' day. */
  private static List<JsonNode> runs(RunningStack stack) {
    List<JsonNode> runs = new ArrayList<>();
    jobs(stack, "GET", "/batches?size=1000", "")
        .path("sessions")
        .forEach(
            run -> {
              if (run.path("args").toString().contains(DAY)) {
                runs.add(run);
              }
            });
    return runs;
  }

  private static Optional<JsonNode> run(RunningStack stack, String task) {
    String word =
        Map.of(
                "core", "core",
                "kpis", "daily-kpis",
                "titles", "daily-titles",
                "people", "profiles",
                "quality", "quality")
            .getOrDefault(task, task);
    return runs(stack).stream()
        .filter(run -> run.path("args").toString().contains("\"" + word + "\""))
        .findFirst();
  }

  private static String state(RunningStack stack, String task) {
    return run(stack, task).map(run -> run.path("state").asText()).orElse("");
  }

  private static JsonNode jobs(RunningStack stack, String method, String path, String body) {
    return RunningStack.json(
        stack
            .send(
                HttpRequest.newBuilder(stack.uri("JOBS", path))
                    .header("Authorization", "Bearer " + stack.token("operator"))
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build())
            .body());
  }

  private static boolean over(String state) {
    return List.of("success", "failed", "dead", "killed").contains(state);
  }

  private static void await(String what, BooleanSupplier condition) {
    assertThat(Await.until(LIMIT, condition)).as(what).isTrue();
  }
}
