package playhouse.serving.acquisition.rights.desk;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Page;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Warnings of grants that end soon, over HTTP. */
public final class AlertRoutes implements Routes {
  private final ServicesDatabase database;
  private final Clock clock;

  /** The open ones, the newest first. */
  public record All(List<AlertStore.Raised> items, Optional<String> next) {}

  /** Of that database. */
  public AlertRoutes(ServicesDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public String system() {
    return GrantRoutes.SYSTEM;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/rights/alerts", "Grants that end within 30 or 7 days, the newest first.")
            .may(Role.OPERATOR, Role.ANALYST)
            .pages()
            .gives(All.class)
            .read(this::open),
        Endpoint.post("/v1/rights/alerts/{number}/done", "Says that somebody has seen to it.")
            .may(Role.OPERATOR)
            .givesNothing()
            .write(this::done));
  }

  private Answer open(Request request) {
    Page page = Page.of(request);
    List<AlertStore.Raised> found =
        database.read(handle -> AlertStore.open(handle, page.before(), page.limit() + 1));
    return Answer.ok(new All(page.cut(found), page.next(found, AlertStore.Raised::number)));
  }

  private Answer done(Request request, Handle tx) {
    long number = number(request.path("number"));
    if (!AlertStore.done(tx, number, request.caller().subject(), clock.instant())) {
      throw missing();
    }
    return Answer.done();
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw missing();
    }
  }

  private static Refusal missing() {
    return Refusal.missing("there is no such alert");
  }
}
