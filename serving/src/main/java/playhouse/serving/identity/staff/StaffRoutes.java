package playhouse.serving.identity.staff;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.Address;
import playhouse.serving.identity.sessions.Session;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Who works here, over HTTP. */
public final class StaffRoutes implements Routes {
  private static final String AT = "/v1/staff";
  private static final String NAME = "[a-z][a-z0-9-]{1,31}";

  private final ServicesDatabase database;
  private final Accounts accounts;
  private final Sessions sessions;
  private final Staff staff;
  private final FirstAdmin word;

  /** A role that somebody is to have. */
  public record Wanted(
      @JsonPropertyDescription("Where the account that they sign in to is reached.")
          @NotNull
          @Size(min = 3, max = 254)
          String address,
      @NotNull @Pattern(regexp = "agent|moderator|analyst|operator|admin") String role,
      @JsonPropertyDescription("Theirs in the audit log.") @NotNull @Pattern(regexp = NAME)
          String name) {}

  /** Who shows the word that lies in the home. */
  public record First(
      @NotNull @Size(min = 1, max = 128) String word,
      @NotNull @Pattern(regexp = NAME) String name) {}

  /** All of them, by name. */
  public record All(List<Member> items) {}

  /** With these. */
  public StaffRoutes(
      ServicesDatabase database,
      Accounts accounts,
      Sessions sessions,
      Staff staff,
      FirstAdmin word) {
    this.database = database;
    this.accounts = accounts;
    this.sessions = sessions;
    this.staff = staff;
    this.word = word;
  }

  @Override
  public String system() {
    return "identity";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(AT + "/first", "Becomes the first admin, by the word that lies in the home.")
            .may(Role.VIEWER)
            .secret()
            .takes(First.class, "{\"word\":\"" + "0".repeat(48) + "\",\"name\":\"ada\"}")
            .gives(201, Member.class)
            .write(this::first),
        Endpoint.get(AT, "Who works here.")
            .may()
            .gives(All.class)
            .read(request -> database.read(tx -> Answer.ok(new All(staff.all(tx))))),
        Endpoint.post(AT, "Gives somebody a role.")
            .may()
            .takes(
                Wanted.class,
                "{\"address\":\"ana@example.org\",\"role\":\"analyst\",\"name\":\"ana\"}")
            .gives(201, Member.class)
            .write(this::give),
        Endpoint.post(AT + "/{id}/agree", "Agrees, as a second admin, to a new one.")
            .may()
            .gives(Member.class)
            .write(
                (request, tx) ->
                    Answer.ok(staff.agree(tx, request.id("id"), request.caller().subject()))),
        Endpoint.delete(AT + "/{id}", "Takes a role away.").may().givesNothing().write(this::end));
  }

  private Answer give(Request request, Handle tx) {
    Wanted wanted = request.body(Wanted.class);
    Account account =
        accounts
            .at(tx, Address.of("address", wanted.address()))
            .orElseThrow(() -> Refusal.missing("no account is reached there"));
    Member given =
        staff.give(
            tx,
            account,
            Role.of(wanted.role()).orElseThrow(),
            wanted.name(),
            request.caller().subject());
    return Answer.created(AT + "/" + given.id(), given);
  }

  private Answer first(Request request, Handle tx) {
    First first = request.body(First.class);
    // With a second factor or a passkey, shown a moment ago.
    Session session = sessions.fresh(tx, request, true);
    if (!word.is(first.word())) {
      return Answer.refused(
          Refusal.notSignedIn("first_admin_wrong", "this is not the word that lies in the home"));
    }
    Member given = staff.first(tx, accounts.locked(tx, session.account()), first.name());
    return Answer.created(AT + "/" + given.id(), given);
  }

  private Answer end(Request request, Handle tx) {
    staff.end(tx, request.id("id"), request.caller().subject());
    return Answer.done();
  }
}
