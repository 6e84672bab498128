package playhouse.proofs;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import playhouse.contracts.Settings;
import playhouse.local.access.Role;
import playhouse.local.process.Await;
import playhouse.local.process.Ending;
import playhouse.local.process.Ports;
import playhouse.local.process.Progress;
import playhouse.local.sql.Trino;
import playhouse.local.stack.FamilyEnds;
import playhouse.local.stack.House;
import playhouse.local.stack.Lag;

/** The embedded stack, up in a home and on ports of its own; seen only from outside. */
public final class RunningStack implements AutoCloseable {

  static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LAKE_LIMIT = Duration.ofMinutes(5);
  private static final List<String> PORTS =
      List.of(
          "KAFKA",
          "COLLECTOR",
          "SERVING",
          "COUNTERPARTS",
          "BANK",
          "SMTP",
          "SMPP",
          "POSTGRES",
          "FLINK",
          "JOBS",
          "TRINO");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> environment;
  private final Launch launch;
  private boolean knowsFilms;

  private RunningStack(Map<String, String> environment) {
    this.environment = environment;
    this.launch = new Launch(environment);
  }

  /** Starts everything in a new home. */
  static RunningStack start() {
    RunningStack stack = inFreshHome();
    // What is proved on the shared stack has no need of the live KPIs, which cost a minute of CPU.
    stack.environment.put("PLAYHOUSE_STREAMING_JOBS", "lake-writer,live-features");
    Ending.with("down-with-the-tests", () -> stack.launch.run("down"));
    stack.launch.must("up");
    return stack;
  }

  /** A new home in which nothing runs yet, and nothing streams but into the lake. */
  public static RunningStack toFillTheLake() {
    RunningStack stack = inFreshHome();
    stack.environment.put("PLAYHOUSE_STREAMING_JOBS", "lake-writer");
    Ending.with("down-with-the-bench", () -> stack.launch.run("down"));
    return stack;
  }

  /** A new home in which nothing runs yet. */
  static RunningStack inFreshHome() {
    return new RunningStack(freshHome());
  }

  private static Map<String, String> freshHome() {
    try {
      Map<String, String> environment = new HashMap<>();
      Path home =
          Files.createTempDirectory(Launch.ROOT.resolve("playground/proofs/target"), "home-");
      environment.put("PLAYHOUSE_HOME", home.toString());
      Iterator<Integer> ports = Ports.some(PORTS.size()).iterator();
      for (String process : PORTS) {
        environment.put("PLAYHOUSE_" + process + "_PORT", Integer.toString(ports.next()));
      }
      return environment;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Launch launch() {
    return launch;
  }

  Path home() {
    return Path.of(environment.get("PLAYHOUSE_HOME"));
  }

  /** The pids of the stack's processes by name; those that do not live are left out. */
  Map<String, Long> living() {
    Map<String, Long> pids = new HashMap<>();
    json(launch.must("status", "--json"))
        .get("processes")
        .forEach(
            process -> {
              if (process.hasNonNull("pid")) {
                pids.put(process.get("name").asText(), process.get("pid").asLong());
              }
            });
    return pids;
  }

  /** Kills a process the hard way and starts what is then missing. */
  void killAndRestart(String name) {
    ProcessHandle.of(requireNonNull(living().get(name))).orElseThrow().destroyForcibly();
    launch.must("up");
  }

  /** Lets people, films and a model of ml-100k be there; only the first call has work to do. */
  void learnFilms() {
    if (!knowsFilms) {
      launch.must("import", "movielens", ImportTest.data("ml-100k"));
      launch.must("run", "profiles");
      launch.must("run", "train-recommender");
      knowsFilms = true;
    }
  }

  /** Posts to the collector with the key of that name. */
  HttpResponse<String> post(String keyName, String mediaType, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(uri("COLLECTOR", "/v1/events"))
            .header("Authorization", "Bearer " + key(keyName))
            .header("Content-Type", mediaType)
            .timeout(Duration.ofSeconds(60))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return send(request);
  }

  /** Asks serving with a machine's key; the answer must be 200. */
  JsonNode ask(String path) {
    return ask(path, key("demo"));
  }

  /** Asks serving with a key or token; the answer must be 200. */
  JsonNode ask(String path, String bearer) {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(uri("SERVING", path))
                .header("Authorization", "Bearer " + bearer)
                .build());
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return json(answer.body());
  }

  /** The rows that a query answers, through the launcher. */
  List<Map<String, Object>> sql(String query) {
    String answer = launch.must("sql", query, "--format", "json");
    try {
      return JSON.readValue(answer, new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(answer, e);
    }
  }

  /** The one number that a query answers. */
  long number(String query) {
    return ((Number) sql(query).get(0).values().iterator().next()).longValue();
  }

  /** Bootstrap servers of its broker. */
  String kafka() {
    return "127.0.0.1:" + environment.get("PLAYHOUSE_KAFKA_PORT");
  }

  /** Events that its families' topics have ever taken. */
  public long accepted() {
    return new FamilyEnds(kafka()).events().values().stream().mapToLong(n -> n).sum();
  }

  /** A connection to its Trino, which runs once somebody has asked it. */
  Connection connect(Role role) throws SQLException {
    return new Trino(house(), Progress.onStandardError()).connect(role);
  }

  /** Where everything of it is. */
  public House house() {
    return House.at(Launch.ROOT, Settings.of(environment));
  }

  /** A java of this class path that finds the stack; not started yet. */
  public ProcessBuilder process(String... flagsMainAndArguments) {
    List<String> command = new ArrayList<>();
    command.add(House.java().toString());
    command.addAll(List.of(flagsMainAndArguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().putAll(environment);
    return builder;
  }

  /** Waits until everything accepted is in the lake. */
  void awaitLake() {
    awaitLake(LAKE_LIMIT);
  }

  /** The same, for more than a few. */
  public void awaitLake(Duration limit) {
    Lag lag = new Lag(kafka());
    boolean there = Await.until(limit, () -> lag.of(Lag.LAKE_WRITER).orElse(1) == 0);
    if (!there) {
      throw new AssertionError("the lake did not catch up: lag " + lag.of(Lag.LAKE_WRITER));
    }
  }

  @Override
  public void close() {
    launch.must("down");
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  URI uri(String process, String path) {
    return URI.create(
        "http://127.0.0.1:" + environment.get("PLAYHOUSE_" + process + "_PORT") + path);
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  /** The token of a role. */
  String token(String role) {
    return secret("tokens.json", role);
  }

  private String key(String name) {
    return secret("keys.json", name);
  }

  private String secret(String file, String name) {
    try {
      return JSON.readTree(Files.readString(home().resolve(file))).path(name).asText("wrong");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
