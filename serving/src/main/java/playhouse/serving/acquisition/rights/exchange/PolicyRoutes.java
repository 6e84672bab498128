package playhouse.serving.acquisition.rights.exchange;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.acquisition.rights.Grant;
import playhouse.serving.acquisition.rights.GrantStore;
import playhouse.serving.acquisition.rights.Rights;
import playhouse.serving.acquisition.rights.Terms;
import playhouse.serving.acquisition.rights.desk.GrantView;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Grants as ODRL policies, over HTTP. */
public final class PolicyRoutes implements Routes {
  private static final String EXAMPLE =
      "{\"@context\":\"http://www.w3.org/ns/odrl.jsonld\",\"@type\":\"Agreement\","
          + "\"uid\":\"https://acme.example/policy/7\",\"permission\":[{"
          + "\"target\":\"urn:playhouse:title:acme:102\","
          + "\"assigner\":\"urn:playhouse:licensor:acme\",\"action\":\"play\",\"constraint\":["
          + "{\"leftOperand\":\"spatial\",\"operator\":\"isAnyOf\",\"rightOperand\":[\"DE\"]},"
          + "{\"leftOperand\":\"dateTime\",\"operator\":\"gteq\",\"rightOperand\":\"2026-01-01\"},"
          + "{\"leftOperand\":\"dateTime\",\"operator\":\"lteq\",\"rightOperand\":\"2027-12-31\"},"
          + "{\"leftOperand\":\"purpose\",\"operator\":\"eq\","
          + "\"rightOperand\":\"urn:playhouse:model:svod\"}]}]}";

  private final ServicesDatabase database;
  private final Rights rights;
  private final Runnable follow;
  private final Clock clock;

  /** Of that database. */
  public PolicyRoutes(ServicesDatabase database, Rights rights, Runnable follow, Clock clock) {
    this.database = database;
    this.rights = rights;
    this.follow = follow;
    this.clock = clock;
  }

  @Override
  public String system() {
    return "S1.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/rights/grants/{id}/policy", "A grant as an ODRL policy (JSON-LD).")
            .may(Role.OPERATOR, Role.ANALYST, Role.SUPPLIER, Role.SERVICE)
            .gives(Policy.class)
            .read(this::policy),
        Endpoint.post("/v1/rights/policies", "Takes a grant that is told as an ODRL policy.")
            .may(Role.OPERATOR)
            .takes(Policy.class, EXAMPLE)
            .gives(201, GrantView.class)
            .write(this::grant));
  }

  private Answer policy(Request request) {
    UUID id = request.id("id");
    Grant grant =
        database
            .read(handle -> GrantStore.find(handle, id))
            .filter(
                found ->
                    request.caller().role() != Role.SUPPLIER
                        || found.terms().licensor().equals(request.caller().name()))
            .orElseThrow(() -> Refusal.missing("there is no such grant"));
    return Answer.ok(Odrl.of(grant));
  }

  /** One that we wrote ourselves is the grant that it was written of. */
  private Answer grant(Request request, Handle tx) {
    Policy policy = request.body(Policy.class);
    Optional<Grant> ours = ours(policy.uid()).flatMap(id -> GrantStore.find(tx, id));
    Terms read = Odrl.terms(policy, ours.isPresent() ? null : policy.uid());
    Rights.Done done =
        ours.isPresent()
            ? rights.amend(tx, ours.get().id(), kept(ours.get().terms(), read))
            : rights.grant(tx, UUID.randomUUID(), read, request.caller().subject());
    GrantView view = GrantView.of(done.grant(), clock.instant());
    String at = "/v1/rights/grants/" + done.grant().id();
    return (done.made() ? Answer.created(at, view) : Answer.ok(view)).then(follow);
  }

  private static Optional<UUID> ours(String uid) {
    try {
      return uid.startsWith(Odrl.GRANT)
          ? Optional.of(UUID.fromString(uid.substring(Odrl.GRANT.length())))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Policies know neither references nor zones: those stay as long as the window does. */
  private static Terms kept(Terms before, Terms read) {
    boolean same = before.from().equals(read.from()) && before.until().equals(read.until());
    return new Terms(
        read.title(),
        read.licensor(),
        before.reference(),
        read.territories(),
        read.except(),
        read.models(),
        read.devices(),
        read.greatestHeight(),
        read.exclusive(),
        read.from(),
        read.until(),
        same ? before.zone() : Optional.empty(),
        read.holdback(),
        read.fee());
  }
}
