package playhouse.serving.identity.settings;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.sessions.Device;
import playhouse.serving.identity.sessions.Session;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Where one is signed in, and an end to it. */
public final class SessionRoutes implements Routes {
  private final ServicesDatabase database;
  private final Accounts accounts;
  private final Sessions sessions;

  /**
   * A session, for its owner.
   *
   * @param current whether it is the one that asks
   */
  public record Open(
      UUID id,
      boolean current,
      Optional<UUID> device,
      List<String> methods,
      String network,
      String agent,
      Instant created,
      Instant seen,
      Instant expires) {}

  /** Those that are open, the one seen last first. */
  public record All(List<Open> items) {}

  /** One's devices, the one seen last first. */
  public record Devices(List<Device> items) {}

  /** With these. */
  public SessionRoutes(ServicesDatabase database, Accounts accounts, Sessions sessions) {
    this.database = database;
    this.accounts = accounts;
    this.sessions = sessions;
  }

  @Override
  public String system() {
    return "identity";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/sessions", "Where one is signed in.")
            .may(Sessions.owners())
            .gives(All.class)
            .read(this::all),
        Endpoint.delete("/v1/sessions/{id}", "Ends a session.")
            .may(Sessions.owners())
            .givesNothing()
            .write(this::end),
        Endpoint.post("/v1/sessions/end-others", "Ends all sessions but the one that asks.")
            .may(Sessions.owners())
            .givesNothing()
            .write(this::endOthers),
        Endpoint.get("/v1/devices", "Devices that one came in from.")
            .may(Sessions.owners())
            .gives(Devices.class)
            .read(this::devices),
        Endpoint.delete("/v1/devices/{id}", "Forgets a device, and ends what is open from it.")
            .may(Sessions.owners())
            .givesNothing()
            .write(this::remove));
  }

  private Answer all(Request request) {
    return database.read(
        handle -> {
          Session own = sessions.of(handle, request);
          return Answer.ok(
              new All(
                  sessions.all(handle, own.account()).stream()
                      .map(each -> open(each, own))
                      .toList()));
        });
  }

  private static Open open(Session each, Session own) {
    return new Open(
        each.id(),
        each.id().equals(own.id()),
        each.device(),
        each.methods(),
        each.network(),
        each.agent(),
        each.created(),
        each.seen(),
        each.expires());
  }

  private Answer end(Request request, Handle tx) {
    Account account = own(tx, request);
    UUID id = request.id("id");
    if (sessions.all(tx, account.id()).stream().noneMatch(each -> each.id().equals(id))) {
      throw Refusal.missing("there is no such session");
    }
    sessions.end(tx, account, id, "revoked");
    return Answer.done();
  }

  private Answer endOthers(Request request, Handle tx) {
    sessions.endAll(tx, own(tx, request), request.caller().session(), "revoked");
    return Answer.done();
  }

  private Answer devices(Request request) {
    return database.read(
        handle ->
            Answer.ok(
                new Devices(sessions.devices(handle, sessions.of(handle, request).account()))));
  }

  private Answer remove(Request request, Handle tx) {
    sessions.remove(tx, own(tx, request), request.id("id"));
    return Answer.done();
  }

  private Account own(Handle tx, Request request) {
    return accounts.get(tx, sessions.of(tx, request).account());
  }
}
