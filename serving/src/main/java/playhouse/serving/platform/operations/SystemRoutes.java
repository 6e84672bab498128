package playhouse.serving.platform.operations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import playhouse.contracts.Role;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;

/** What runs here, and how it is. */
public final class SystemRoutes implements Routes {
  private static final Duration LATELY = Duration.ofHours(1);

  private final Systems systems;
  private final Function<Instant, Map<String, Long>> published;
  private final Clock clock;

  /**
   * A system as it is told.
   *
   * @param docs where its routes are described
   * @param factsLastHour that Kafka has taken from it
   */
  public record Told(
      String id,
      String name,
      String nameZh,
      String health,
      String docs,
      long routes,
      long factsLastHour) {}

  /** All of them. */
  public record All(List<Told> items) {}

  /**
   * Tells of these.
   *
   * @param published how many facts of each Kafka has taken since an instant
   */
  public SystemRoutes(
      Systems systems, Function<Instant, Map<String, Long>> published, Clock clock) {
    this.systems = systems;
    this.published = published;
    this.clock = clock;
  }

  @Override
  public String system() {
    return "platform";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/systems", "The systems that run here: name, health, docs, facts.")
            .may(Role.values())
            .lists()
            .gives(All.class)
            .read(this::all));
  }

  private Answer all(Request request) {
    Map<String, Long> facts = published.apply(clock.instant().minus(LATELY));
    return Answer.ok(new All(systems.all().stream().map(one -> told(one, facts)).toList()));
  }

  private Told told(Systems.Named one, Map<String, Long> facts) {
    return new Told(
        one.id(),
        one.en(),
        one.zh(),
        systems.healthy() ? "up" : "down",
        "/docs#tag/" + one.id(),
        systems.routes(one),
        facts.getOrDefault(one.id(), 0L));
  }
}
