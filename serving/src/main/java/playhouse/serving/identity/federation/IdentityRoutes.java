package playhouse.serving.identity.federation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.sessions.Session;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.identity.signin.SecondFactors;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Accounts at other providers that let in to one's own. */
final class IdentityRoutes implements Routes {
  private static final String AFTER = "/account";

  private final ServicesDatabase database;
  private final Accounts accounts;
  private final Sessions sessions;
  private final SecondFactors factors;
  private final Federation federation;
  private final Departures departures;

  /** One of them, for its owner. */
  record Identity(String provider, String issuer, Instant linked, Optional<Instant> used) {}

  /** All of them, the oldest first. */
  record All(List<Identity> items) {}

  IdentityRoutes(
      ServicesDatabase database,
      Accounts accounts,
      Sessions sessions,
      SecondFactors factors,
      Federation federation,
      Departures departures) {
    this.database = database;
    this.accounts = accounts;
    this.sessions = sessions;
    this.factors = factors;
    this.federation = federation;
    this.departures = departures;
  }

  @Override
  public String system() {
    return "S4.3";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/account/identities", "Accounts at other providers that let one in.")
            .may(Sessions.owners())
            .gives(All.class)
            .read(this::all),
        Endpoint.post("/v1/account/identities/{provider}", "Leaves for a provider, to be linked.")
            .may(Sessions.owners())
            .secret()
            .gives(Departures.Leaving.class)
            .writeAfter(this::link),
        Endpoint.delete("/v1/account/identities/{provider}", "Links it no longer.")
            .may(Sessions.owners())
            .secret()
            .givesNothing()
            .write(this::unlink));
  }

  private Answer all(Request request) {
    return database.read(
        handle ->
            Answer.ok(
                new All(
                    federation.of(handle, sessions.of(handle, request).account()).stream()
                        .map(
                            each ->
                                new Identity(
                                    each.provider(), each.issuer(), each.linked(), each.used()))
                        .toList())));
  }

  private Function<Handle, Answer> link(Request request) {
    // Before anybody else is spoken with.
    database.read(handle -> fresh(handle, request));
    return departures.leave(
        request,
        tx -> {
          Session session = fresh(tx, request);
          return new Attempt(
              request.path("provider"),
              AFTER,
              Optional.of(session.account()),
              Optional.of(session.id()));
        });
  }

  private Answer unlink(Request request, Handle tx) {
    Session session = fresh(tx, request);
    federation.unlink(tx, session, request.path("provider"));
    departures.tell(tx, accounts.get(tx, session.account()), "changed.unlinked");
    return Answer.done();
  }

  private Session fresh(Handle tx, Request request) {
    Session session = sessions.of(tx, request);
    return sessions.fresh(tx, request, !factors.of(tx, session.account()).isEmpty());
  }
}
