package playhouse.batch.jobapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import playhouse.testbed.Await;

class JobApiTest {
  private final JobHouse house = new JobHouse();
  private JobApi api;

  @BeforeEach
  void start() {
    api = JobApi.start(house.settings(), house.launcher(), Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void a_run_is_told_of_as_livy_tells_of_a_batch_and_keeps_its_log_and_its_answer() {
    HttpResponse<String> made =
        house.send(
            "POST",
            "/batches",
            """
            {"file": "playhouse:run", "args": ["daily-kpis", "--date", "2026-01-01"],
             "className": "playhouse.batch.Main", "name": "a night", "driverMemory": "2g"}""");
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.headers().firstValue("Location")).contains("/batches/0");
    JsonNode batch = JobHouse.json(made.body());
    assertThat(batch.path("id").asLong()).isZero();
    assertThat(batch.path("state").asText()).isEqualTo("not_started");
    assertThat(batch.path("owner").asText()).isEqualTo("operator");
    house.awaitState(0, "running");
    assertThat(house.send("GET", "/batches/0/result", "").statusCode()).isEqualTo(409);

    house.go(0);
    house.awaitState(0, "success");

    assertThat(house.get("/batches/0/result").path("said").asText())
        .isEqualTo("run daily-kpis --date 2026-01-01 --json");
    JsonNode log = house.get("/batches/0/log?from=1&size=100");
    assertThat(log.path("total").asInt()).isEqualTo(2);
    assertThat(log.path("log")).extracting(JsonNode::asText).containsExactly("has ended");
    assertThat(house.get("/batches/0/log?size=1").path("log").get(0).asText())
        .isEqualTo("has ended");
    assertThat(house.get("/batches/0").path("exitCode").asInt(-1)).isZero();
    JsonNode all = house.get("/batches?from=0&size=10");
    assertThat(all.path("total").asInt()).isEqualTo(1);
    assertThat(all.path("sessions").get(0).path("name").asText()).isEqualTo("a night");
  }

  @Test
  void a_hundred_orders_at_once_with_one_token_are_one_run_and_another_order_is_refused()
      throws Exception {
    ExecutorService many = Executors.newFixedThreadPool(20);
    try {
      List<Future<Long>> ids =
          IntStream.range(0, 100)
              .mapToObj(i -> many.submit(() -> house.submit("dag/run/task/-1")))
              .toList();
      Set<Long> different = ids.stream().map(JobApiTest::of).collect(Collectors.toSet());
      assertThat(different).hasSize(1);
    } finally {
      many.shutdownNow();
    }
    long id = house.submit("dag/run/task/-1");
    house.awaitState(id, "running");
    assertThat(house.get("/batches").path("total").asInt()).isEqualTo(1);

    HttpResponse<String> other =
        house.send("POST", "/batches", JobHouse.order("quality", "dag/run/task/-1"));
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(other.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(other.body()).contains("dag/run/task/-1", "run " + id);
    HttpResponse<String> header =
        house.send(
            "POST",
            "/batches",
            "{\"args\": [\"profiles\"], \"file\": \"playhouse:run\"}",
            "Idempotency-Key",
            "dag/run/task/-1");
    assertThat(header.statusCode()).as("the header says the same as conf").isEqualTo(200);

    house.go(0);
    house.awaitState(id, "success");
    assertThat(house.submit("dag/run/task/-1")).as("also when it is over").isEqualTo(id);
    assertThat(house.begun()).hasSize(1);
  }

  @Test
  void what_failed_says_why_and_begins_again_as_the_same_run_when_it_is_handed_in_again() {
    house.go(3);
    long id = house.submit("again");
    house.awaitState(id, "dead");
    JsonNode dead = house.get("/batches/" + id);
    assertThat(dead.path("exitCode").asInt()).isEqualTo(3);
    assertThat(dead.path("failure").asText()).isEqualTo("it ended with exit code 3: has ended");
    assertThat(house.send("GET", "/batches/" + id + "/result", "").body()).contains("exit code 3");

    house.go(0);
    assertThat(house.submit("again")).isEqualTo(id);
    house.awaitState(id, "success");
    assertThat(house.get("/batches/" + id).path("attempt").asInt()).isEqualTo(2);
    assertThat(house.get("/batches/" + id).has("failure")).isFalse();
  }

  @Test
  void one_runs_at_a_time_and_cancelling_ends_what_runs_and_what_waits() {
    long first = house.submit("first");
    long second = house.submit("second");
    long third = house.submit("third");
    house.awaitState(first, "running");
    Await.until("it has begun", JobHouse.LIMIT, () -> house.begun().size() == 1);
    assertThat(state(second)).isEqualTo("not_started");

    assertThat(house.send("DELETE", "/batches/" + second, "").body()).contains("deleted");
    assertThat(state(second)).isEqualTo("killed");
    assertThat(house.send("DELETE", "/batches/" + first, "").statusCode()).isEqualTo(200);
    house.awaitState(first, "killed");
    long pid = Long.parseLong(house.begun().get(0).split(" ", -1)[0]);
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();

    house.awaitState(third, "running");
    house.go(0);
    house.awaitState(third, "success");
    assertThat(house.send("DELETE", "/batches/" + third, "").statusCode()).isEqualTo(200);
    assertThat(state(third)).as("what is over stays").isEqualTo("success");
    assertThat(house.begun()).hasSize(2);
  }

  @Test
  void what_is_handed_in_again_while_it_is_being_cancelled_runs_again() {
    long id = house.submit("again");
    Await.until("it has begun", JobHouse.LIMIT, () -> house.begun().size() == 1);
    house.send("DELETE", "/batches/" + id, "");
    assertThat(house.submit("again")).isEqualTo(id);
    house.awaitState(id, "running");
    assertThat(house.get("/batches/" + id).path("attempt").asInt()).isEqualTo(2);
    house.go(0);
    house.awaitState(id, "success");
    assertThat(house.begun()).hasSize(2);
  }

  @Test
  void stopping_the_api_ends_what_runs_and_leaves_what_waits() {
    long first = house.submit("first");
    long second = house.submit("second");
    Await.until("it has begun", JobHouse.LIMIT, () -> house.begun().size() == 1);
    api.close();
    long pid = Long.parseLong(house.begun().get(0).split(" ", -1)[0]);
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    house.go(0);

    start();
    house.awaitState(second, "success");
    assertThat(house.get("/batches/" + first).path("failure").asText()).contains("was stopped");
  }

  @Test
  void only_who_runs_the_platform_is_answered() {
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(
                    ("airflow:" + JobHouse.token("service", Duration.ofHours(1)))
                        .getBytes(StandardCharsets.UTF_8));
    assertThat(status(basic)).isEqualTo(200);
    assertThat(status(JobHouse.bearer("operator.olga"))).isEqualTo(200);
    assertThat(status(JobHouse.bearer("analyst"))).isEqualTo(403);
    assertThat(status(JobHouse.bearer("viewer.x"))).isEqualTo(403);
    assertThat(status("Bearer " + JobHouse.token("operator", Duration.ofHours(-1)))).isEqualTo(401);
    assertThat(status(JobHouse.bearer("operator") + "x")).isEqualTo(401);
    assertThat(status("Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.")).isEqualTo(401);
    assertThat(status("Basic %%%")).isEqualTo(401);
    assertThat(status("none")).isEqualTo(401);

    whatIsNotThereAndWhatIsTooMuchIsSaid();
  }

  private void whatIsNotThereAndWhatIsTooMuchIsSaid() {
    HttpResponse<String> unknown = house.send("POST", "/batches", JobHouse.order("dance", "t"));
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("plays", "daily-kpis", "table-care", "nightly");
    assertThat(house.send("GET", "/batches/7", "").statusCode()).isEqualTo(404);
    assertThat(house.send("DELETE", "/batches/7", "").statusCode()).isEqualTo(404);
    assertThat(house.send("GET", "/batches/x", "").statusCode()).isEqualTo(404);
    assertThat(house.send("GET", "/sessions", "").statusCode()).isEqualTo(404);
    assertThat(house.send("PUT", "/batches", "{}").statusCode()).isEqualTo(405);
    assertThat(house.send("GET", "/batches?size=many", "").statusCode()).isEqualTo(400);
    assertThat(house.send("POST", "/batches", "x".repeat(70_000)).statusCode()).isEqualTo(413);
    assertThat(house.get("/health").path("status").asText()).isEqualTo("ok");
    assertThat(house.get("/openapi.json").path("paths").has("/batches/{id}/log")).isTrue();
  }

  private int status(String authorization) {
    return house.send("GET", "/batches", "", "Authorization", authorization).statusCode();
  }

  private String state(long id) {
    return house.get("/batches/" + id + "/state").path("state").asText();
  }

  private static long of(Future<Long> id) {
    try {
      return id.get();
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
