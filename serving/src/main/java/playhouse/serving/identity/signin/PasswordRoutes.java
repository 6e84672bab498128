package playhouse.serving.identity.signin;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.Address;
import playhouse.serving.identity.accounts.Errands;
import playhouse.serving.identity.accounts.Errands.Errand;
import playhouse.serving.identity.codes.Codes;
import playhouse.serving.identity.secrets.Passwords;
import playhouse.serving.identity.sessions.Session;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.identity.sessions.Where;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Coming in by password, and a new one for who forgot theirs. Whether an address has an account
 * shows neither in what is answered nor in how long it takes.
 */
public final class PasswordRoutes implements Routes {
  private static final String RESET = "password-reset";

  private final ServicesDatabase database;
  private final Accounts accounts;
  private final Passwords passwords;
  private final Sessions sessions;
  private final SignIn signIn;
  private final FailedSignIns failed;
  private final Codes codes;
  private final Errands errands;
  private final Ways ways;

  /** Who wants to come in. */
  public record Login(
      @JsonPropertyDescription("E-mail address, or phone number with its country.")
          @NotNull
          @Size(min = 3, max = 254)
          String address,
      @NotNull @Size(min = 1, max = 256) String password) {}

  /** Whose password is to be shown again. */
  public record Again(@NotNull @Size(min = 1, max = 256) String password) {}

  /** Who forgot their password. */
  public record Forgotten(@NotNull @Size(min = 3, max = 254) String address) {}

  /** A new password, with the code that was sent. */
  public record Reset(
      @NotNull @Size(min = 3, max = 254) String address,
      @NotNull @Pattern(regexp = "[0-9]{6}") String code,
      @NotNull @Size(min = 1, max = 256) String password) {}

  /** A new password was set. */
  public record Renewed(
      @JsonPropertyDescription(
              "What else lets in, or is asked for, by kind; to be looked at once one is in.")
          Map<String, Integer> left) {}

  /** What is answered whether or not there is such an account. */
  public record Sent(
      @JsonPropertyDescription("Seconds for which the code is good.") long goodFor) {}

  /** With these. */
  public PasswordRoutes(
      ServicesDatabase database,
      Accounts accounts,
      Passwords passwords,
      Sessions sessions,
      SignIn signIn,
      FailedSignIns failed,
      Codes codes,
      Errands errands,
      Ways ways) {
    this.database = database;
    this.accounts = accounts;
    this.passwords = passwords;
    this.sessions = sessions;
    this.signIn = signIn;
    this.failed = failed;
    this.codes = codes;
    this.errands = errands;
    this.ways = ways;
  }

  @Override
  public String system() {
    return "identity";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/sign-in/password", "Comes in by password.")
            .open()
            .secret()
            .takes(
                Login.class,
                "{\"address\":\"ana@example.org\",\"password\":\"tall-otter-sings-late\"}")
            .gives(Answers.SignedIn.class)
            .writeAfter(this::login),
        Endpoint.post("/v1/step-up/password", "Shows again who somebody is.")
            .may(Sessions.owners())
            .secret()
            .takes(Again.class, "{\"password\":\"tall-otter-sings-late\"}")
            .givesNothing()
            .writeAfter(this::again),
        Endpoint.post("/v1/sign-out", "Ends the session that is asked from.")
            .may(Sessions.owners())
            .secret()
            .givesNothing()
            .write(this::out),
        Endpoint.post("/v1/password-resets", "Sends a code to who forgot their password.")
            .open()
            .secret()
            .takes(Forgotten.class, "{\"address\":\"ana@example.org\"}")
            .gives(202, Sent.class)
            .write(this::forgotten),
        Endpoint.post("/v1/password-resets/confirm", "Sets a new password; all are signed out.")
            .open()
            .secret()
            .takes(
                Reset.class,
                "{\"address\":\"ana@example.org\",\"code\":\"123456\",\"password\":\"tall-otter-sings-late\"}")
            .gives(Renewed.class)
            .writeAfter(this::reset));
  }

  private Function<Handle, Answer> login(Request request) {
    Login login = request.body(Login.class);
    Address address = Address.of("address", login.address());
    Where where = Where.of(request);
    FailedSignIns.Seen seen;
    boolean right;
    try (Passwords.Place place = passwords.place(where.network())) {
      seen = database.read(handle -> failed.seen(handle, address, where));
      right = place.right(login.password(), seen.password());
    }
    return tx -> {
      if (!right || seen.account().isEmpty()) {
        failed.failed(tx, address.value(), seen.from());
        return Answer.refused(
            Refusal.notSignedIn("sign_in_failed", "no account has this address and password"));
      }
      if (seen.any()) {
        failed.cameIn(tx, address.value(), seen.from());
      }
      Accounts.Entering now = accounts.entering(tx, seen.account().get());
      if (!now.account().password().equals(seen.password())) {
        return Answer.refused(
            Refusal.notSignedIn("sign_in_failed", "no account has this address and password"));
      }
      return Answers.of(request, signIn.owner(tx, now, where, "password"), 200);
    };
  }

  private Function<Handle, Answer> again(Request request) {
    Again again = request.body(Again.class);
    Account account =
        database.read(handle -> accounts.get(handle, sessions.of(handle, request).account()));
    String network = Where.of(request).network();
    String who = account.id().toString();
    database.read(
        handle -> {
          failed.check(handle, who, network);
          return true;
        });
    boolean right = passwords.right(again.password(), account.password());
    return tx -> {
      if (!right) {
        failed.failed(tx, who, network);
        return Answer.refused(Refusal.notSignedIn("sign_in_failed", "this is not the password"));
      }
      failed.cameIn(tx, who, network);
      Session shown = sessions.shown(tx, sessions.of(tx, request), "password");
      return Answer.done().with("X-Shown", shown.shown().toString());
    };
  }

  private Answer out(Request request, Handle tx) {
    Session session = sessions.of(tx, request);
    sessions.end(tx, accounts.get(tx, session.account()), session.id(), "signed-out");
    return Answers.out(request);
  }

  private Answer forgotten(Request request, Handle tx) {
    Address address = Address.of("address", request.body(Forgotten.class).address());
    codes
        .fresh(tx, RESET, address.value())
        .ifPresent(code -> errands.put(tx, Errand.RESET, address, "en", code, Codes.GOOD_FOR));
    return Answer.accepted(new Sent(Codes.GOOD_FOR.toSeconds()));
  }

  private Function<Handle, Answer> reset(Request request) {
    Reset reset = request.body(Reset.class);
    Address address = Address.of("address", reset.address());
    passwords.judge("password", reset.password(), address.parts());
    String hash = passwords.hash(reset.password());
    return tx -> {
      Optional<Account> account = accounts.at(tx, address);
      if (codes.check(tx, RESET, address.value(), reset.code()) != Codes.Said.RIGHT
          || account.isEmpty()) {
        return Answer.refused(
            Refusal.notSignedIn("code_wrong", "this is not the code, or it is good no longer"));
      }
      Account locked = accounts.locked(tx, account.get().id());
      accounts.password(tx, locked.id(), hash);
      return Answer.ok(new Renewed(ways.renewed(tx, locked, "changed.password-reset")));
    };
  }
}
