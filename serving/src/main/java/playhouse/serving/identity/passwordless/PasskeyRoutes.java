package playhouse.serving.identity.passwordless;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.Letters;
import playhouse.serving.identity.sessions.Session;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.identity.sessions.Where;
import playhouse.serving.identity.signin.Answers;
import playhouse.serving.identity.signin.SecondFactors;
import playhouse.serving.identity.signin.SignIn;
import playhouse.serving.identity.signin.WaysIn;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** Passkeys over HTTP. */
public final class PasskeyRoutes implements Routes {
  private static final String CREDENTIAL =
      "What navigator.credentials gave, as its toJSON() tells it.";

  private final ServicesDatabase database;
  private final Accounts accounts;
  private final Sessions sessions;
  private final SignIn signIn;
  private final SecondFactors factors;
  private final Letters letters;
  private final Passkeys passkeys;
  private final Clock clock;

  /**
   * What a browser is to ask its authenticator.
   *
   * @param options for navigator.credentials.create or get
   */
  public record Ceremony(UUID id, @JsonRawValue String options) {}

  /** A new passkey. */
  public record Wanted(
      @NotNull UUID id,
      @NotNull @Size(min = 1, max = 60) String name,
      @JsonPropertyDescription(CREDENTIAL) @NotNull JsonNode credential) {}

  /** Who comes with one. */
  public record Shown(
      @NotNull UUID id, @JsonPropertyDescription(CREDENTIAL) @NotNull JsonNode credential) {}

  /** An account's passkeys, the oldest first. */
  public record All(List<Passkey> items) {}

  /** On that site. */
  public PasskeyRoutes(
      ServicesDatabase database,
      Accounts accounts,
      Sessions sessions,
      SignIn signIn,
      SecondFactors factors,
      Letters letters,
      URI web,
      Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.sessions = sessions;
    this.signIn = signIn;
    this.factors = factors;
    this.letters = letters;
    this.passkeys = new Passkeys(web, accounts, clock);
    this.clock = clock;
  }

  @Override
  public String system() {
    return "S4.2";
  }

  @Override
  public List<Endpoint> endpoints() {
    String shown = "{\"id\":\"7c0de0f1-0000-4000-8000-000000000001\",\"credential\":{}}";
    return List.of(
        Endpoint.post("/v1/sign-in/passkey/begin", "Begins a coming in by passkey.")
            .open()
            .secret()
            .gives(Ceremony.class)
            .write((request, tx) -> asked(passkeys.begin(tx))),
        Endpoint.post("/v1/sign-in/passkey", "Comes in by passkey.")
            .open()
            .secret()
            .takes(Shown.class, shown)
            .gives(Answers.SignedIn.class)
            .write(this::come),
        Endpoint.post("/v1/step-up/passkey", "Shows again who somebody is, by passkey.")
            .may(Sessions.owners())
            .secret()
            .takes(Shown.class, shown)
            .givesNothing()
            .write(this::again),
        Endpoint.get("/v1/passkeys", "One's passkeys.")
            .may(Sessions.owners())
            .gives(All.class)
            .read(this::all),
        Endpoint.post("/v1/passkeys/begin", "Begins a new passkey.")
            .may(Sessions.owners())
            .secret()
            .gives(Ceremony.class)
            .write((request, tx) -> asked(passkeys.begin(tx, owner(tx, request)))),
        Endpoint.post("/v1/passkeys", "Adds a passkey.")
            .may(Sessions.owners())
            .secret()
            .takes(
                Wanted.class,
                "{\"id\":\"7c0de0f1-0000-4000-8000-000000000001\",\"name\":\"Phone\",\"credential\":{}}")
            .gives(201, Passkey.class)
            .write(this::add),
        Endpoint.delete("/v1/passkeys/{id}", "Takes a passkey away.")
            .may(Sessions.owners())
            .givesNothing()
            .write(this::remove));
  }

  /** Whether an account has one. */
  public boolean any(Handle handle, UUID account) {
    return !passkeys.of(handle, account).isEmpty();
  }

  /** They, as ways in. */
  public WaysIn waysIn() {
    return new WaysIn() {
      @Override
      public String kind() {
        return "passkey";
      }

      @Override
      public List<Way> of(Handle handle, UUID account) {
        return passkeys.of(handle, account).stream()
            .map(
                each ->
                    new Way(kind(), each.id().toString(), each.name(), each.created(), each.used()))
            .toList();
      }

      @Override
      public void remove(Handle tx, Account account, Session asking, String id) {
        passkeys.remove(tx, account, UUID.fromString(id));
      }
    };
  }

  /** Forgets what was asked and never answered; how much. */
  public int forgetOld(Handle tx) {
    return passkeys.forgetOld(tx);
  }

  private static Answer asked(Passkeys.Asked asked) {
    return Answer.ok(new Ceremony(asked.id(), asked.options()));
  }

  private Answer come(Request request, Handle tx) {
    Shown shown = request.body(Shown.class);
    Optional<Passkeys.Came> came = passkeys.come(tx, shown.id(), shown.credential().toString());
    if (came.isEmpty()) {
      return Answer.refused(failed());
    }
    Account account = accounts.locked(tx, came.get().account());
    if (account.closed().isPresent()) {
      return Answer.refused(failed());
    }
    passkeys.used(tx, account, came.get().passkey());
    return Answers.of(request, signIn.owner(tx, account, Where.of(request), "passkey"), 200);
  }

  private Answer again(Request request, Handle tx) {
    Shown shown = request.body(Shown.class);
    Session session = sessions.of(tx, request);
    Optional<Passkeys.Came> came =
        passkeys
            .come(tx, shown.id(), shown.credential().toString())
            .filter(each -> each.account().equals(session.account()));
    if (came.isEmpty()) {
      return Answer.refused(failed());
    }
    passkeys.used(tx, accounts.get(tx, session.account()), came.get().passkey());
    sessions.shown(tx, session, "passkey");
    return Answer.done();
  }

  private Answer all(Request request) {
    return database.read(
        handle -> Answer.ok(new All(passkeys.of(handle, sessions.of(handle, request).account()))));
  }

  private Answer add(Request request, Handle tx) {
    Wanted wanted = request.body(Wanted.class);
    Account account = owner(tx, request);
    Optional<Passkey> added =
        passkeys.add(tx, account, wanted.id(), wanted.name(), wanted.credential().toString());
    if (added.isEmpty()) {
      return Answer.refused(failed());
    }
    tell(tx, account, "changed.passkey-added");
    return Answer.created("/v1/passkeys/" + added.get().id(), added.get());
  }

  private Answer remove(Request request, Handle tx) {
    Account account = owner(tx, request);
    passkeys.remove(tx, account, request.id("id"));
    tell(tx, account, "changed.passkey-removed");
    return Answer.done();
  }

  /** The account of somebody who showed who they are a moment ago, locked. */
  private Account owner(Handle tx, Request request) {
    Session session = sessions.of(tx, request);
    sessions.fresh(tx, request, !factors.of(tx, session.account()).isEmpty());
    return accounts.locked(tx, session.account());
  }

  private void tell(Handle tx, Account account, String what) {
    account
        .best()
        .ifPresent(
            address ->
                letters.send(
                    tx,
                    address,
                    account.language(),
                    Letters.Letter.CHANGED,
                    clock.instant().plus(Duration.ofDays(1)),
                    Letters.word(account.language(), what)));
  }

  private static Refusal failed() {
    return Refusal.notSignedIn("passkey_failed", "begin anew: this passkey does not answer that");
  }
}
