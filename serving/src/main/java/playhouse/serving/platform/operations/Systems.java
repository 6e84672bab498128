package playhouse.serving.platform.operations;

import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import playhouse.serving.platform.http.Routes;

/** The systems that run in this process, in the order of their ids. */
public final class Systems {
  private final List<Named> named;
  private final List<Routes> routes;
  private final BooleanSupplier healthy;

  /**
   * One of them.
   *
   * @param id such as {@code S5.1}
   */
  public record Named(String id, String en, String zh) {}

  /**
   * These.
   *
   * @param routes of all of them; read when asked, more may come
   * @param healthy whether what they share is there
   */
  public Systems(List<Named> named, List<Routes> routes, BooleanSupplier healthy) {
    this.named = named.stream().sorted(Comparator.comparing(Named::id)).toList();
    this.routes = routes;
    this.healthy = healthy;
  }

  List<Named> all() {
    return named;
  }

  boolean healthy() {
    return healthy.getAsBoolean();
  }

  /** How many routes a system has. */
  long routes(Named system) {
    return routes.stream()
        .filter(some -> some.system().equals(system.id()))
        .mapToLong(some -> some.endpoints().size())
        .sum();
  }
}
