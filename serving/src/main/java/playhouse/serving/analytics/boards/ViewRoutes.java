package playhouse.serving.analytics.boards;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.contracts.facts.DashboardViewed;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.Platform;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.outbox.Outbox;

/** Which pages of numbers are opened, told by the pages themselves: which are worth their keep. */
public final class ViewRoutes implements Routes {
  private static final String SYSTEM = "S9.2";
  private static final String PAGE = "/(boards|kpis|content|platform)(/[A-Za-z0-9_.:%-]{1,200})?";

  private final Clock clock;

  /** A page that was opened. */
  public record View(@NotNull @Pattern(regexp = PAGE) String page, @Nullable Boolean embedded) {}

  /** Tells so by that clock. */
  public ViewRoutes(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String system() {
    return SYSTEM;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/boards/views", "Tells that a page of numbers was opened.")
            .may(Role.ANALYST, Role.OPERATOR)
            .takes(View.class, "{\"page\":\"/boards/K1\"}")
            .givesNothing()
            .write(this::viewed));
  }

  private Answer viewed(Request request, Handle tx) {
    View view = request.body(View.class);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Envelope envelope =
        Envelope.newBuilder()
            .setId("dashboard/" + UUID.randomUUID())
            .setSource("/serving")
            .setOccurred(now)
            .setSent(now)
            .setReceived(now)
            .build();
    DashboardViewed viewed =
        new DashboardViewed(
            view.page(), request.caller().role().text(), Boolean.TRUE.equals(view.embedded()));
    Outbox.add(
        tx,
        SYSTEM,
        Platform.newBuilder()
            .setEnvelope(envelope)
            .setType("dashboard.viewed")
            .setDashboardViewed(viewed)
            .build());
    return Answer.done();
  }
}
