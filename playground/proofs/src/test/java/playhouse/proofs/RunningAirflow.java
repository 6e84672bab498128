package playhouse.proofs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import playhouse.local.process.Await;
import playhouse.local.process.Bound;
import playhouse.local.process.Ports;
import playhouse.local.process.Progress;
import playhouse.local.python.PythonEnvironment;
import playhouse.local.sql.Cache;

/**
 * A real Airflow 3 with our DAGs that hands in to a stack's job API: its API server, its scheduler,
 * its DAG processor and its triggerer, on a port and in a folder of their own.
 */
final class RunningAirflow implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final String USER = "playhouse";

  private final RunningStack stack;
  private final Path python;
  private final Path folder;
  private final int port = Ports.anyFree();
  private final String password = UUID.randomUUID().toString();
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, Process> processes = new HashMap<>();

  /** What a killed one has left behind. */
  private final List<ProcessHandle> orphans = new ArrayList<>();

  private RunningAirflow(RunningStack stack) {
    this.stack = stack;
    this.python = environmentOfPython().interpreter();
    this.folder = stack.home().resolve("airflow");
    environment();
  }

  /** Airflow of the versions that our DAGs are tried with, installed once. */
  private static PythonEnvironment environmentOfPython() {
    return new PythonEnvironment(
        Cache.ofUser(System.getenv(), Path.of(System.getProperty("user.home"))),
        "airflow",
        Launch.ROOT.resolve("batch-jobs/airflow/requirements.txt"),
        Progress.onStandardError());
  }

  static RunningAirflow start(RunningStack stack) {
    RunningAirflow airflow = new RunningAirflow(stack);
    airflow.write("passwords.json", "{\"" + USER + "\": \"" + airflow.password + "\"}");
    try {
      Process migration = airflow.begin("db", "migrate");
      assertThat(migration.waitFor()).as(airflow.log("db")).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    List.of("api-server", "scheduler", "dag-processor", "triggerer").forEach(airflow::run);
    airflow.await("it answers and knows the DAGs", airflow::knowsDags);
    return airflow;
  }

  private void environment() {
    environment.put("AIRFLOW_HOME", folder.toString());
    set("CORE", "DAGS_FOLDER", Launch.ROOT.resolve("batch-jobs/airflow/dags").toString());
    set("CORE", "LOAD_EXAMPLES", "False");
    set("CORE", "EXECUTOR", "LocalExecutor");
    set("CORE", "PARALLELISM", "2");
    set("CORE", "SIMPLE_AUTH_MANAGER_USERS", USER + ":admin");
    set("CORE", "SIMPLE_AUTH_MANAGER_PASSWORDS_FILE", folder.resolve("passwords.json").toString());
    set("CORE", "EXECUTION_API_SERVER_URL", url() + "/execution/");
    set("API", "HOST", "127.0.0.1");
    set("API", "PORT", Integer.toString(port));
    set("API", "WORKERS", "1");
    set("API", "BASE_URL", url());
    set("API", "SECRET_KEY", password);
    set("API_AUTH", "JWT_SECRET", password + password);
    set("DATABASE", "SQL_ALCHEMY_CONN", "sqlite:///" + folder.resolve("airflow.db"));
    set("LOGGING", "WORKER_LOG_SERVER_PORT", Integer.toString(Ports.anyFree()));
    set("LOGGING", "TRIGGER_LOG_SERVER_PORT", Integer.toString(Ports.anyFree()));
    // Only what a test asks for is run, and what a killed scheduler had is looked for soon.
    set("SCHEDULER", "USE_JOB_SCHEDULE", "False");
    set("SCHEDULER", "ORPHANED_TASKS_CHECK_INTERVAL", "10");
    environment.put("AIRFLOW_CONN_PLAYHOUSE_JOBS", connection());
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
  }

  private String connection() {
    URI jobs = stack.uri("JOBS", "/");
    return """
    {"conn_type": "http", "host": "%s", "port": %d, "login": "airflow", "password": "%s"}\
    """
        .formatted(jobs.getHost(), jobs.getPort(), stack.token("service"));
  }

  private void set(String section, String key, String value) {
    environment.put("AIRFLOW__" + section + "__" + key, value);
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** What our own operators are told of it. */
  void introduceTo(ProcessBuilder builder) {
    write("airflow.json", "{\"user\": \"" + USER + "\", \"password\": \"" + password + "\"}");
    builder.environment().put("PLAYHOUSE_AIRFLOW_URL", url());
    builder
        .environment()
        .put("PLAYHOUSE_AIRFLOW_SECRETS", folder.resolve("airflow.json").toString());
  }

  /** Asks its API; the answer must be good. */
  JsonNode ask(String method, String path, String body) {
    HttpResponse<String> answer = send(method, "/api/v2" + path, body, Optional.of(token()));
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return RunningStack.json(answer.body());
  }

  /** State of the newest run of that kind. */
  String state(String dag, String kind) {
    JsonNode runs = ask("GET", "/dags/" + dag + "/dagRuns?run_type=" + kind, "").path("dag_runs");
    return runs.path(0).path("state").asText();
  }

  /** States of the tasks of the newest run of that kind, by their names. */
  Map<String, String> tasks(String dag, String kind) {
    JsonNode run =
        ask("GET", "/dags/" + dag + "/dagRuns?run_type=" + kind, "").path("dag_runs").path(0);
    String id = URLEncoder.encode(run.path("dag_run_id").asText(), StandardCharsets.UTF_8);
    Map<String, String> states = new HashMap<>();
    ask("GET", "/dags/" + dag + "/dagRuns/" + id + "/taskInstances", "")
        .path("task_instances")
        .forEach(task -> states.put(task.path("task_id").asText(), task.path("state").asText()));
    return states;
  }

  void killScheduler() {
    Process scheduler = requireNonNull(processes.get("scheduler"));
    scheduler.toHandle().descendants().forEach(orphans::add);
    scheduler.destroyForcibly().onExit().join();
  }

  void run(String name) {
    processes.put(name, begin(name));
  }

  String log(String name) {
    try {
      Path file = folder.resolve(name + ".log");
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await(String what, BooleanSupplier condition) {
    assertThat(Await.until(LIMIT, condition))
        .as(() -> what + "\n" + log("api-server") + "\n" + log("dag-processor"))
        .isTrue();
  }

  private boolean knowsDags() {
    try {
      return ask("GET", "/dags", "").path("total_entries").asInt() == 3;
    } catch (AssertionError | UncheckedIOException notYet) {
      return false;
    }
  }

  private String token() {
    String body = "{\"username\": \"" + USER + "\", \"password\": \"" + password + "\"}";
    HttpResponse<String> answer = send("POST", "/auth/token", body, Optional.empty());
    return RunningStack.json(answer.body()).path("access_token").asText();
  }

  private HttpResponse<String> send(
      String method, String path, String body, Optional<String> token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url() + path))
            // Its server loses the body of a request that offers to go on in HTTP/2.
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
    return stack.send(request.build());
  }

  private Process begin(String... words) {
    List<String> command = new ArrayList<>(List.of(python.toString(), "-m", "airflow"));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve(words[0] + ".log").toFile()));
    builder.environment().putAll(environment);
    builder.environment().merge("PATH", python.getParent() + ":", (old, bin) -> bin + old);
    try {
      return Bound.PROMPTLY.start(builder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String file, String text) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    for (Process process : processes.values()) {
      process.toHandle().descendants().forEach(orphans::add);
      process.destroyForcibly();
    }
    orphans.forEach(ProcessHandle::destroyForcibly);
  }
}
