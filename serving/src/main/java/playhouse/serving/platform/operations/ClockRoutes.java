package playhouse.serving.platform.operations;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.IntSupplier;
import playhouse.contracts.VirtualClock;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Routes;

/**
 * Where a proof moves the clock of a house whose clock stands: whatever falls due until then is
 * done before it is answered. There is no such route where time goes by itself.
 */
public final class ClockRoutes implements Routes {
  private final VirtualClock clock;
  private final IntSupplier due;

  /** When it is to be. */
  public record Moment(String now) {}

  /**
   * When it is.
   *
   * @param done how much was due
   */
  public record Moved(Instant now, int done) {}

  /**
   * For that clock.
   *
   * @param due does what is due, and says how much that was
   */
  public ClockRoutes(VirtualClock clock, IntSupplier due) {
    this.clock = clock;
    this.due = due;
  }

  @Override
  public String system() {
    return "platform";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/control/clock", "Moves the clock, and does what is due then.")
            .signed()
            .takes(Moment.class, "{\"now\":\"2030-01-01T00:00:00Z\"}")
            .gives(Moved.class)
            .raw(this::move));
  }

  private void move(Context http) throws UnknownHostException {
    if (!InetAddress.getByName(http.req().getRemoteAddr()).isLoopbackAddress()) {
      throw Refusal.forbidden("whoever is not on this machine");
    }
    Instant to = wanted(http.body());
    if (!clock.forward(to)) {
      throw Refusal.bad("now", "must not be before " + clock.instant());
    }
    int done = due.getAsInt();
    Json.answer(http, new Moved(clock.instant(), done));
  }

  private static Instant wanted(String body) {
    try {
      return Instant.parse(Json.tree(body).path("now").asText());
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw Refusal.bad("now", "must be an instant such as 2030-01-01T00:00:00Z");
    }
  }
}
