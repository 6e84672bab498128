package playhouse.serving.platform;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What those who run the process ask: is it well, is it ready, what does it measure. */
public final class OperationRoutes implements Routes {
  private final Meters meters;
  private final List<Check> checks;
  private final byte[] openApi;

  /**
   * Reads the API's description.
   *
   * @param checks what must hold before we are ready
   */
  public OperationRoutes(Meters meters, List<Check> checks) {
    this.meters = meters;
    this.checks = List.copyOf(checks);
    this.openApi = resource("/openapi.json");
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/health", this::health);
    routes.get("/ready", this::ready);
    routes.get(
        "/metrics",
        http ->
            http.contentType("text/plain; version=0.0.4; charset=utf-8").result(meters.scrape()));
    routes.get("/openapi.json", http -> http.contentType("application/json").result(openApi));
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
