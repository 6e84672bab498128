package playhouse.serving.platform.operations;

import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Routes;

/** What those who run the process ask: is it well, is it ready, what does it measure. */
public final class OperationRoutes implements Routes {
  private static final Map<String, String> PARTS =
      Map.of("swagger-ui.css", "text/css", "swagger-ui-bundle.js", "text/javascript");

  private static final String ABOUT = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
  private static final byte[] PAGE = resource("/docs.html");

  private final Meters meters;
  private final List<Check> checks;
  private final Supplier<byte[]> openApi;
  private byte @Nullable [] description;

  /**
   * Tells of these.
   *
   * @param checks what must hold before we are ready
   * @param openApi the description of all routes, these too
   */
  public OperationRoutes(Meters meters, List<Check> checks, Supplier<byte[]> openApi) {
    this.meters = meters;
    this.checks = List.copyOf(checks);
    this.openApi = openApi;
  }

  @Override
  public String system() {
    return "platform";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/health", "Whether the process is well.").open().raw(this::health),
        Endpoint.get("/ready", "Whether it can answer: 503 while it cannot.")
            .open()
            .raw(this::ready),
        Endpoint.get("/metrics", "What it measures of itself, for Prometheus.")
            .may(Role.OPERATOR, Role.SERVICE)
            .raw(this::metrics),
        Endpoint.get("/openapi.json", "The API's description.").open().raw(this::describe),
        Endpoint.get("/docs", "The same as a page.").open().raw(this::page),
        Endpoint.get("/docs/{file}", "Parts of that page.").open().raw(this::part));
  }

  private void metrics(Context http) {
    http.contentType("text/plain; version=0.0.4; charset=utf-8").result(meters.scrape());
  }

  private void describe(Context http) {
    http.contentType("application/json").result(description());
  }

  private void part(Context http) {
    String type = PARTS.get(http.pathParam("file"));
    if (type == null) {
      throw Refusal.missing("the page has no such part");
    }
    http.contentType(type)
        .header("Cache-Control", "max-age=86400")
        .result(resource(swaggerUi() + http.pathParam("file")));
  }

  /** Where the artifact keeps its files: a folder named by its version. */
  private static String swaggerUi() {
    Properties about = new Properties();
    try {
      about.load(new ByteArrayInputStream(resource(ABOUT)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "/META-INF/resources/webjars/swagger-ui/" + about.getProperty("version") + "/";
  }

  /** Made when it is first asked for: only then all routes are known. */
  private synchronized byte[] description() {
    byte[] made = description;
    if (made == null) {
      made = openApi.get();
      description = made;
    }
    return made;
  }

  private void page(Context http) {
    http.contentType("text/html; charset=utf-8").result(PAGE);
  }

  /** Whether every check holds. */
  boolean ready() {
    return checks.stream().allMatch(check -> check.holds().getAsBoolean());
  }

  private void health(Context http) {
    Json.answer(http, Map.of("status", "up", "ready", ready(), "checks", states()));
  }

  private void ready(Context http) {
    boolean ready = ready();
    http.status(ready ? 200 : 503);
    Json.answer(http, Map.of("ready", ready, "checks", states()));
  }

  private Map<String, Object> states() {
    Map<String, Object> states = new LinkedHashMap<>();
    for (Check check : checks) {
      states.put(
          check.name(),
          Map.of("holds", check.holds().getAsBoolean(), "detail", check.detail().get()));
    }
    return states;
  }

  private static byte[] resource(String name) {
    try (InputStream in = OperationRoutes.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
