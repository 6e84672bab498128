package playhouse.serving.identity.settings;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.Address;
import playhouse.serving.identity.accounts.Document;
import playhouse.serving.identity.accounts.Letters;
import playhouse.serving.identity.codes.Codes;
import playhouse.serving.identity.secrets.Passwords;
import playhouse.serving.identity.sessions.Session;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.identity.signin.Answers;
import playhouse.serving.identity.signin.SecondFactors;
import playhouse.serving.identity.staff.Staff;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** What people see and change of their own account. */
public final class AccountRoutes implements Routes {
  private static final String PURPOSE = "address";
  private static final Duration NEWS = Duration.ofDays(1);

  private final ServicesDatabase database;
  private final Accounts accounts;
  private final Sessions sessions;
  private final SecondFactors factors;
  private final Passwords passwords;
  private final Codes codes;
  private final Letters letters;
  private final Staff staff;
  private final Clock clock;

  /**
   * An account, for its owner.
   *
   * @param person as whom they watch; absent, as the profile, until that is said
   * @param addresses by which they are reached
   * @param factors second ones that they can show
   * @param toAgree what is to be agreed to, in its newest version
   * @param staff what they are here, such as analyst.ana; absent if they do not work here
   * @param review since when they are to look at what lets in; empty if they need not
   */
  public record Own(
      UUID account,
      Optional<UUID> person,
      Optional<UUID> profile,
      String language,
      List<Address> addresses,
      boolean password,
      List<String> factors,
      List<String> shownBy,
      Instant shown,
      Instant created,
      List<Document> toAgree,
      Optional<Instant> review,
      Optional<String> staff) {}

  /** Versions of what is agreed to. */
  public record Agreement(
      @NotNull @Pattern(regexp = "[0-9a-z.-]{1,32}") String terms,
      @NotNull @Pattern(regexp = "[0-9a-z.-]{1,32}") String privacy) {}

  /** A new password. */
  public record NewPassword(@NotNull @Size(min = 1, max = 256) String password) {}

  /** A new address. */
  public record NewAddress(@NotNull @Size(min = 3, max = 254) String address) {}

  /** The code that was sent there. */
  public record Shown(
      @NotNull @Size(min = 3, max = 254) String address,
      @NotNull @Pattern(regexp = "[0-9]{6}") String code) {}

  /** With these. */
  public AccountRoutes(
      ServicesDatabase database,
      Accounts accounts,
      Sessions sessions,
      SecondFactors factors,
      Passwords passwords,
      Codes codes,
      Letters letters,
      Staff staff,
      Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.sessions = sessions;
    this.factors = factors;
    this.passwords = passwords;
    this.codes = codes;
    this.letters = letters;
    this.staff = staff;
    this.clock = clock;
  }

  @Override
  public String system() {
    return "identity";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/account", "One's own account.")
            .may(Sessions.owners())
            .gives(Own.class)
            .read(this::own),
        Endpoint.post("/v1/account/agree", "Agrees to what has changed in the terms.")
            .may(Sessions.owners())
            .takes(Agreement.class, "{\"terms\":\"2026-11\",\"privacy\":\"2026-11\"}")
            .givesNothing()
            .write(this::agree),
        Endpoint.put("/v1/account/password", "Sets a password; all others are signed out.")
            .may(Sessions.owners())
            .secret()
            .takes(NewPassword.class, "{\"password\":\"tall-otter-sings-late\"}")
            .givesNothing()
            .writeAfter(this::password),
        Endpoint.post("/v1/account/addresses", "Sends a code to a new address.")
            .may(Sessions.owners())
            .secret()
            .takes(NewAddress.class, "{\"address\":\"+4915123456789\"}")
            .givesNothing()
            .write(this::address),
        Endpoint.post("/v1/account/addresses/verify", "Is reached there from now on.")
            .may(Sessions.owners())
            .secret()
            .takes(Shown.class, "{\"address\":\"+4915123456789\",\"code\":\"123456\"}")
            .givesNothing()
            .write(this::reach),
        Endpoint.post("/v1/account/close", "Closes the account; nothing is left that names one.")
            .may(Sessions.owners())
            .secret()
            .givesNothing()
            .write(this::close));
  }

  private Answer own(Request request) {
    return database.read(
        handle -> {
          Session session = sessions.of(handle, request);
          Account account = accounts.get(handle, session.account());
          return Answer.ok(
              new Own(
                  account.id(),
                  Optional.of(session.person()).filter(person -> session.chosen()),
                  Optional.of(session.profile()).filter(profile -> session.chosen()),
                  account.language(),
                  account.addresses(),
                  account.password().isPresent(),
                  factors.of(handle, account.id()),
                  session.methods(),
                  session.shown(),
                  account.created(),
                  accounts.open(handle, account),
                  accounts.review(handle, account.id()),
                  staff.subject(handle, account.id())));
        });
  }

  private Answer agree(Request request, Handle tx) {
    Agreement agreement = request.body(Agreement.class);
    Account account = accounts.locked(tx, sessions.of(tx, request).account());
    accounts.agree(
        tx, account, List.of("terms/" + agreement.terms(), "privacy/" + agreement.privacy()));
    return Answer.done();
  }

  private Function<Handle, Answer> password(Request request) {
    NewPassword wanted = request.body(NewPassword.class);
    List<String> known =
        database.read(
            handle -> {
              Account account = accounts.get(handle, fresh(handle, request).account());
              return account.addresses().stream()
                  .flatMap(address -> address.parts().stream())
                  .toList();
            });
    passwords.judge("password", wanted.password(), known);
    String hash = passwords.hash(wanted.password());
    return tx -> {
      Session session = fresh(tx, request);
      Account account = accounts.locked(tx, session.account());
      accounts.password(tx, account.id(), hash);
      sessions.endAll(tx, account, Optional.of(session.id()), "revoked");
      sessions.distrust(tx, account.id());
      tell(tx, account, account.best(), "changed.password");
      return Answer.done();
    };
  }

  private Answer address(Request request, Handle tx) {
    Account account = accounts.get(tx, fresh(tx, request).account());
    Address address = Address.of("address", request.body(NewAddress.class).address());
    // Counted by account as well: codes to many numbers cost.
    codes
        .fresh(tx, PURPOSE, account.id().toString())
        .flatMap(counted -> codes.fresh(tx, PURPOSE, account.id() + "\n" + address.value()))
        .ifPresent(
            code ->
                letters.send(
                    tx,
                    address,
                    account.language(),
                    Letters.Letter.CODE,
                    clock.instant().plus(Codes.GOOD_FOR),
                    code));
    return Answer.done();
  }

  private Answer reach(Request request, Handle tx) {
    Shown shown = request.body(Shown.class);
    Account account = accounts.locked(tx, fresh(tx, request).account());
    Address address = Address.of("address", shown.address());
    if (codes.check(tx, PURPOSE, account.id() + "\n" + address.value(), shown.code())
        != Codes.Said.RIGHT) {
      return Answer.refused(
          Refusal.notSignedIn("code_wrong", "this is not the code, or it is good no longer"));
    }
    Optional<Address> before = account.address(address.kind()).or(account::best);
    accounts.reach(tx, account, address);
    tell(tx, account, before, "changed.address");
    return Answer.done();
  }

  private Answer close(Request request, Handle tx) {
    Account account = accounts.locked(tx, fresh(tx, request).account());
    staff.mayGo(tx, account.id());
    sessions.endAll(tx, account, Optional.empty(), "revoked");
    accounts.close(tx, account.id());
    return Answers.out(request);
  }

  private Session fresh(Handle tx, Request request) {
    Session session = sessions.of(tx, request);
    return sessions.fresh(tx, request, !factors.of(tx, session.account()).isEmpty());
  }

  private void tell(Handle tx, Account account, Optional<Address> to, String what) {
    to.ifPresent(
        address ->
            letters.send(
                tx,
                address,
                account.language(),
                Letters.Letter.CHANGED,
                clock.instant().plus(NEWS),
                Letters.word(account.language(), what)));
  }
}
