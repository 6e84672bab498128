package playhouse.serving.billing.families;

import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.billing.subscriptions.SubscriptionRoutes;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Families over HTTP: the owner has to do with their own, and whoever is asked or served with
 * themselves alone.
 */
public final class FamilyRoutes implements Routes {
  private static final String IN = "/v1/subscriptions/{id}/members";
  private static final Role[] THEIRS = {Role.VIEWER, Role.AGENT, Role.SERVICE};

  private final ServicesDatabase database;
  private final Families families;

  /** Who is to be asked. */
  public record Invited(@NotNull UUID person) {}

  /** Who is served besides the owner, and who was asked. */
  public record Members(List<UUID> members, List<UUID> invited) {}

  /** Answers from there. */
  public FamilyRoutes(ServicesDatabase database, Families families) {
    this.database = database;
    this.families = families;
  }

  @Override
  public String system() {
    return "S5.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(IN, "Whom a subscription serves besides its owner.")
            .may(THEIRS)
            .gives(Members.class)
            .read(this::members),
        Endpoint.post(IN, "Asks somebody to be served by a subscription.")
            .may(THEIRS)
            .takes(Invited.class, "{\"person\":\"7c0de0f1-0000-4000-8000-000000000003\"}")
            .gives(Members.class)
            .write(this::invite),
        Endpoint.put(IN + "/{person}", "Says yes to being served by a subscription.")
            .may(Role.VIEWER, Role.SERVICE)
            .givesNothing()
            .write(this::join),
        Endpoint.delete(IN + "/{person}", "Ends that somebody is served by a subscription.")
            .may(THEIRS)
            .givesNothing()
            .write(this::leave));
  }

  private Answer members(Request request) {
    UUID id = request.id("id");
    return Answer.ok(
        database.read(
            handle ->
                told(handle, SubscriptionRoutes.theirs(request, Subscriptions.find(handle, id)))));
  }

  private static Members told(Handle handle, Subscription s) {
    return new Members(Subscriptions.members(handle, s.id()), FamilyStore.invited(handle, s.id()));
  }

  private Answer invite(Request request, Handle tx) {
    Invited invited = request.body(Invited.class);
    Subscription s = SubscriptionRoutes.theirs(request, Subscriptions.lock(tx, request.id("id")));
    families.invite(tx, s, invited.person());
    return Answer.ok(told(tx, s));
  }

  private Answer join(Request request, Handle tx) {
    UUID person = request.person(Optional.of(request.id("person")));
    families.join(tx, known(tx, request), person);
    return Answer.done();
  }

  private Answer leave(Request request, Handle tx) {
    UUID person = request.id("person");
    Subscription s = known(tx, request);
    if (!request.mayKnow(person) && !request.mayKnow(s.person())) {
      throw Refusal.missing("there is no such subscription");
    }
    families.leave(tx, s, person);
    return Answer.done();
  }

  private static Subscription known(Handle tx, Request request) {
    return Subscriptions.lock(tx, request.id("id"))
        .orElseThrow(() -> Refusal.missing("there is no such subscription"));
  }
}
