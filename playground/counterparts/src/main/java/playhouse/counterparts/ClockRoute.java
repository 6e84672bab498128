package playhouse.counterparts;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.Consumer;
import playhouse.contracts.VirtualClock;

/** Where a proof moves the clock of a house whose clock stands. */
record ClockRoute(VirtualClock clock) implements Consumer<RoutesConfig> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public void accept(RoutesConfig routes) {
    routes.post("/control/clock", this::move);
  }

  private void move(Context request) throws IOException {
    boolean moved;
    try {
      moved =
          clock.forward(Instant.parse(JSON.readTree(request.bodyAsBytes()).path("now").asText()));
    } catch (DateTimeParseException e) {
      moved = false;
    }
    request.status(moved ? 204 : 400);
  }
}
