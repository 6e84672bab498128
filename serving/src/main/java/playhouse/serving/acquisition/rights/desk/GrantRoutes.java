package playhouse.serving.acquisition.rights.desk;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Role;
import playhouse.serving.acquisition.rights.Grant;
import playhouse.serving.acquisition.rights.GrantStore;
import playhouse.serving.acquisition.rights.Rights;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Page;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Grants over HTTP. A supplier sees their own. */
public final class GrantRoutes implements Routes {
  static final String SYSTEM = "S1.1";

  private static final String IN = "/v1/rights/grants/{id}";
  private static final Set<String> STATES = Set.of("coming", "open", "over");
  private static final String EXAMPLE =
      "{\"title\":\"acme:101\",\"licensor\":\"acme\",\"reference\":\"A-1\","
          + "\"territories\":[\"DE\",\"AT\",\"CH\"],\"models\":[\"svod\"],\"greatestHeight\":1080,"
          + "\"exclusive\":true,\"firstDay\":\"2026-01-01\",\"lastDay\":\"2027-12-31\","
          + "\"zone\":\"Europe/Berlin\",\"fee\":25000,\"currency\":\"EUR\"}";

  private final ServicesDatabase database;
  private final Rights rights;
  private final Runnable follow;
  private final Clock clock;

  /** When it ends. */
  public record Ending(
      @JsonPropertyDescription("First moment at which it holds no more; now if not said.")
          @Nullable Instant at) {}

  /** Grants, the newest first. */
  public record All(List<GrantView> items, Optional<String> next) {}

  /**
   * Of that database.
   *
   * @param follow has this process know of a change at once
   */
  public GrantRoutes(ServicesDatabase database, Rights rights, Runnable follow, Clock clock) {
    this.database = database;
    this.rights = rights;
    this.follow = follow;
    this.clock = clock;
  }

  @Override
  public String system() {
    return SYSTEM;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/rights/grants", "Takes a grant, if it goes together with the others.")
            .may(Role.OPERATOR)
            .takes(Wanted.class, EXAMPLE)
            .gives(201, GrantView.class)
            .write(this::grant),
        Endpoint.get("/v1/rights/grants", "Grants, the newest first.")
            .may(Role.OPERATOR, Role.ANALYST, Role.SUPPLIER, Role.SERVICE)
            .filter("title", "Of which title.")
            .filter("licensor", "Of whom; a supplier sees their own.")
            .filter("state", "coming, open or over.")
            .pages()
            .gives(All.class)
            .read(this::all),
        Endpoint.get(IN, "A grant.")
            .may(Role.OPERATOR, Role.ANALYST, Role.SUPPLIER, Role.SERVICE)
            .gives(GrantView.class)
            .read(this::one),
        Endpoint.put(IN, "Has a grant be another.")
            .may(Role.OPERATOR)
            .takes(Wanted.class, EXAMPLE)
            .gives(GrantView.class)
            .write(this::amend),
        Endpoint.post(IN + "/end", "Ends a grant before its time.")
            .may(Role.OPERATOR)
            .takes(Ending.class, "{\"at\":\"2027-06-30T22:00:00Z\"}")
            .gives(GrantView.class)
            .write(this::end));
  }

  private Answer grant(Request request, Handle tx) {
    UUID id = UUID.randomUUID();
    Rights.Done done =
        rights.grant(tx, id, Reading.terms(request.body(Wanted.class)), request.caller().subject());
    return Answer.created("/v1/rights/grants/" + done.grant().id(), view(done.grant()))
        .then(follow);
  }

  private Answer amend(Request request, Handle tx) {
    Rights.Done done =
        rights.amend(tx, request.id("id"), Reading.terms(request.body(Wanted.class)));
    return Answer.ok(view(done.grant())).then(follow);
  }

  private Answer end(Request request, Handle tx) {
    Rights.Done done =
        rights.end(tx, request.id("id"), Optional.ofNullable(request.body(Ending.class).at()));
    return Answer.ok(view(done.grant())).then(follow);
  }

  private Answer one(Request request) {
    UUID id = request.id("id");
    return Answer.ok(
        view(
            database
                .read(handle -> GrantStore.find(handle, id))
                .filter(grant -> own(request).map(grant.terms().licensor()::equals).orElse(true))
                .orElseThrow(() -> Refusal.missing("there is no such grant"))));
  }

  private Answer all(Request request) {
    Page page = Page.of(request);
    Optional<String> state = request.query("state");
    if (state.isPresent() && !STATES.contains(state.get())) {
      throw Refusal.bad("state", "must be coming, open or over");
    }
    GrantStore.Wanted wanted =
        new GrantStore.Wanted(
            request.query("title"), own(request).or(() -> request.query("licensor")), state);
    List<Grant> found =
        database.read(
            handle ->
                GrantStore.some(handle, wanted, page.before(), page.limit() + 1, clock.instant()));
    return Answer.ok(
        new All(
            page.cut(found).stream().map(this::view).toList(), page.next(found, Grant::number)));
  }

  /** Whose alone may be seen; empty if everybody's. */
  private static Optional<String> own(Request request) {
    return Optional.of(request.caller())
        .filter(caller -> caller.role() == Role.SUPPLIER)
        .map(caller -> caller.name());
  }

  private GrantView view(Grant grant) {
    return GrantView.of(grant, clock.instant());
  }
}
