package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Family;
import playhouse.contracts.Role;
import playhouse.contracts.facts.Community;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;
import playhouse.testbed.Database;
import playhouse.testbed.Ports;

/** The page that says how a service is added, followed to the letter in a tree of its own. */
class AddAServiceTest {
  private static final Path HOUSE = Path.of("..");
  private static final Path PAGE = HOUSE.resolve("docs/add-a-service.md");
  private static final Pattern BLOCK =
      Pattern.compile(
          "^```(sql|java|diff) (\\S+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final String SYSTEM = "S7.9";

  @TempDir private Path tree;
  private final HttpClient client = HttpClient.newHttpClient();
  private int port;

  private record Step(String kind, String file, String text) {}

  @Test
  void followedToTheLetterThePageGivesAServiceThatRuns() throws Exception {
    List<Step> steps = steps(Files.readString(PAGE));
    assertThat(steps).extracting(Step::kind).contains("sql", "java", "diff");
    for (Step step : steps) {
      follow(step);
    }
    compile();
    String database = Database.fresh();
    port = Ports.free();
    Process process = launch(database);
    try (Facts<Community> facts =
        new Facts<>(Broker.shared().address(), Family.COMMUNITY.topic(), Community.class)) {
      Await.until("it is ready", House.LIMIT, () -> process.isAlive() && status("/ready") == 200);
      eachRouteIsAsAgreed();
      aBadgeIsGivenOnce(facts);
      assertThat(ask("GET", "/v1/systems", Ground.KEY, "").items("id")).contains(SYSTEM);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\n" + Files.readString(tree.resolve("log")), e);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void aStepThatDoesNotFitIsNotPassedOver() {
    String text = "one\ntwo\ntwo\nthree\n";
    assertThat(changed(text, " one\n+and\n@@\n-three\n+four\n"))
        .isEqualTo("one\nand\ntwo\ntwo\nfour\n");
    assertThatThrownBy(() -> changed(text, "-five\n+six\n")).hasMessageContaining("five");
    assertThatThrownBy(() -> changed(text, "-two\n+six\n")).hasMessageContaining("two");
    assertThatThrownBy(() -> changed(text, "five\n")).hasMessageContaining("five");
    assertThat(steps("text\n```java a/B.java\nclass B {}\n```\n```\nnone\n```\n"))
        .containsExactly(new Step("java", "a/B.java", "class B {}\n"));
  }

  private static List<Step> steps(String page) {
    List<Step> steps = new ArrayList<>();
    Matcher block = BLOCK.matcher(page);
    while (block.find()) {
      steps.add(new Step(block.group(1), block.group(2), block.group(3)));
    }
    return steps;
  }

  private void follow(Step step) throws IOException {
    Path file = tree.resolve(step.file());
    Path there = HOUSE.resolve(step.file());
    Files.createDirectories(file.getParent());
    boolean changes = step.kind().equals("diff");
    assertThat(Files.exists(there)).as(step.file() + " is there already").isEqualTo(changes);
    Files.writeString(file, changes ? changed(Files.readString(there), step.text()) : step.text());
  }

  /** As the page has it: what is there, exactly once, with lines taken out and put in. */
  private static String changed(String text, String diff) {
    String now = text;
    for (String part : diff.split("(?m)^@@\\n", -1)) {
      StringBuilder before = new StringBuilder();
      StringBuilder after = new StringBuilder();
      part.lines()
          .forEach(
              line -> {
                char kind = line.charAt(0);
                if (" +-".indexOf(kind) < 0) {
                  throw new IllegalArgumentException("no line of a change: " + line);
                }
                if (kind != '+') {
                  before.append(before.isEmpty() ? "" : "\n").append(line, 1, line.length());
                }
                if (kind != '-') {
                  after.append(after.isEmpty() ? "" : "\n").append(line, 1, line.length());
                }
              });
      int first = now.indexOf(before.toString());
      if (first < 0 || now.indexOf(before.toString(), first + 1) >= 0) {
        throw new IllegalArgumentException("this is not there exactly once: " + before);
      }
      now = now.substring(0, first) + after + now.substring(first + before.length());
    }
    return now;
  }

  /** What the tree has, before all that the house has already. */
  private void compile() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.walk(tree.resolve("serving/src/main/java"))) {
      List<Path> java = sources.filter(path -> path.toString().endsWith(".java")).toList();
      List<String> options =
          List.of(
              "-d",
              Files.createDirectories(tree.resolve("classes")).toString(),
              "-cp",
              System.getProperty("java.class.path"),
              "-proc:none",
              "-Xlint:all,-processing,-classfile,-path");
      boolean compiled =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(java))
              .call();
      assertThat(compiled).as(said.toString()).isTrue();
    }
  }

  private Process launch(String database) throws IOException {
    String classPath =
        String.join(
            ":",
            tree.resolve("classes").toString(),
            tree.resolve("warehouse-ddl/src/main/resources").toString(),
            System.getProperty("java.class.path"));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx300m",
            "-cp",
            classPath,
            Main.class.getName());
    Map<String, String> environment = new HashMap<>(Ground.settings());
    environment.put("PLAYHOUSE_HOME", tree.toString());
    environment.put("PLAYHOUSE_KAFKA", Broker.shared().address());
    environment.put("PLAYHOUSE_SERVING_PORT", Integer.toString(port));
    environment.put("PLAYHOUSE_SERVICES_URI", database);
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).redirectOutput(tree.resolve("log").toFile()).start();
  }

  /** What EveryRouteTest asks of every route, asked of those that are new. */
  private void eachRouteIsAsAgreed() throws IOException {
    Map<String, Set<String>> agreed = agreed();
    Map<String, Set<String>> said = new TreeMap<>();
    for (var path : ask("GET", "/openapi.json", "", "").json().path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        JsonNode about = operation.getValue();
        if (about.path("tags").get(0).asText().equals(SYSTEM)) {
          String method = operation.getKey().toUpperCase(Locale.ROOT);
          Set<String> roles = new TreeSet<>();
          about.path("x-roles").forEach(role -> roles.add(role.asText()));
          said.put(method + " " + path.getKey(), roles);
          route(method, path.getKey(), roles, about);
        }
      }
    }
    assertThat(said).hasSize(2).isEqualTo(agreed);
  }

  private Map<String, Set<String>> agreed() throws IOException {
    Map<String, Set<String>> agreed = new TreeMap<>();
    Path file = Path.of("playground/local/src/main/resources/who-may.txt");
    List<String> before = Files.readAllLines(HOUSE.resolve(file));
    for (String line : Files.readAllLines(tree.resolve(file))) {
      if (!before.contains(line)) {
        String[] words = line.split("\\s+", 3);
        agreed.put(words[0] + " " + words[1], Set.of(words[2].split(" ", -1)));
      }
    }
    return agreed;
  }

  private void route(String method, String path, Set<String> roles, JsonNode about) {
    String at = path.replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
    assertThat(ask(method, at, "", "{}").status()).as(path).isEqualTo(401);
    for (Role role : Role.values()) {
      String token = Ground.token(role.text() + "." + UUID.randomUUID());
      int status = ask(method, at, token, "{}").status();
      assertThat(status == 403).as(path + " by " + role).isEqualTo(!roles.contains(role.text()));
    }
    JsonNode example = about.at("/requestBody/content/application~1json/example");
    if (!example.isMissingNode()) {
      String admin = Ground.token("admin.template");
      for (String body : List.of("", "[]", "null", "{\"nonsense\":1}")) {
        assertThat(ask(method, at, admin, body).status()).as(body).isEqualTo(400);
      }
      assertThat(ask(method, at, admin, example.toString()).status()).isEqualTo(201);
    }
  }

  private void aBadgeIsGivenOnce(Facts<Community> facts) {
    UUID person = UUID.randomUUID();
    String body = "{\"person\":\"" + person + "\",\"badge\":\"first-film\"}";
    House.Answer first = ask("POST", "/v1/badges", Ground.KEY, body, "Idempotency-Key", "b1");
    House.Answer again = ask("POST", "/v1/badges", Ground.KEY, body, "Idempotency-Key", "b1");
    assertThat(first.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(ask("POST", "/v1/badges", Ground.KEY, body).status()).isEqualTo(204);
    String at = first.header("Location");
    assertThat(ask("GET", at, Ground.token("viewer." + person), "").items("badge"))
        .containsExactly("first-film");
    assertThat(ask("GET", at, Ground.token("viewer." + UUID.randomUUID()), "").status())
        .isEqualTo(404);
    assertThat(ask("GET", at + "?nonsense=1", Ground.KEY, "").status()).isEqualTo(400);
    Community fact = facts.await(told -> person.equals(told.getEnvelope().getPerson()));
    assertThat(fact.getType()).isEqualTo("badge.granted");
    assertThat(facts.header(fact, "ce_traceparent")).isEqualTo(first.header("traceresponse"));
    assertThat(
            StreamSupport.stream(
                    ask("GET", "/v1/audit", Ground.token("admin.x"), "")
                        .json()
                        .path("items")
                        .spliterator(),
                    false)
                .filter(entry -> entry.path("object").asText().equals(at)))
        .hasSize(1);
  }

  private int status(String path) {
    return ask("GET", path, Ground.KEY, "").status();
  }

  private House.Answer ask(
      String method, String path, String token, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      String type = answer.headers().firstValue("Content-Type").orElse("");
      return new House.Answer(answer.statusCode(), type, answer.body(), answer.headers());
    } catch (IOException e) {
      // Nobody is there yet.
      return new House.Answer(
          0, "", "", java.net.http.HttpHeaders.of(Map.of(), (name, value) -> true));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
