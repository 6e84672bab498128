package playhouse.serving.analytics.upkeep;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import playhouse.contracts.Role;
import playhouse.serving.analytics.lake.LakeCatalog;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Routes;

/** How the house does, over HTTP; the lake is asked once in fifteen seconds at most. */
public final class UpkeepRoutes implements Routes {
  private static final Duration FRESH = Duration.ofSeconds(15);

  private final LoadingCache<String, Upkeep> read;

  /** Answers from that lake. */
  public UpkeepRoutes(LakeCatalog lake, Clock clock) {
    UpkeepTables tables = new UpkeepTables(lake, clock);
    read = Caffeine.newBuilder().expireAfterWrite(FRESH).build(all -> tables.read());
  }

  @Override
  public String system() {
    return "S9.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
                "/v1/upkeep",
                "What arrives, what is refused, what the night ran, how tables and models are.")
            .may(Role.ANALYST, Role.OPERATOR)
            .raw(this::all));
  }

  private void all(Context http) {
    Json.answer(http, read.get("all"));
  }
}
