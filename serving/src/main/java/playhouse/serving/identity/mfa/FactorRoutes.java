package playhouse.serving.identity.mfa;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.Address;
import playhouse.serving.identity.accounts.Profiles;
import playhouse.serving.identity.codes.Codes;
import playhouse.serving.identity.sessions.Session;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** One's own second factors: what there are, one more, one less. */
final class FactorRoutes implements Routes {
  private static final String AT = "/v1/factors";

  private final ServicesDatabase database;
  private final Accounts accounts;
  private final Profiles profiles;
  private final Sessions sessions;
  private final Factors factors;

  /**
   * What is set up, the best first.
   *
   * @param backupCodesLeft how many are good still
   */
  public record All(List<Factors.SetUp> items, int backupCodesLeft) {}

  /** A code that an authenticator shows. */
  public record Code(@NotNull @Pattern(regexp = "[0-9]{6}") String code) {}

  /** A number that codes are to be sent to. */
  public record PhoneNumber(
      @JsonPropertyDescription("Phone number with its country.") @NotNull @Size(min = 3, max = 32)
          String number) {}

  /** The code that was sent there. */
  public record NumberCode(
      @NotNull @Size(min = 3, max = 32) String number,
      @NotNull @Pattern(regexp = "[0-9]{6}") String code) {}

  /**
   * A code is on its way.
   *
   * @param goodFor seconds
   * @param note what its owner should know of such a factor
   */
  public record Sent(long goodFor, String note) {}

  /** Backup codes, told once. */
  public record Paper(List<String> items) {}

  FactorRoutes(
      ServicesDatabase database,
      Accounts accounts,
      Profiles profiles,
      Sessions sessions,
      Factors factors) {
    this.database = database;
    this.accounts = accounts;
    this.profiles = profiles;
    this.sessions = sessions;
    this.factors = factors;
  }

  @Override
  public String system() {
    return "S4.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(AT, "One's own second factors.")
            .may(Sessions.owners())
            .gives(All.class)
            .read(this::all),
        Endpoint.post(AT + "/totp", "Begins with an authenticator; a code confirms it.")
            .may(Sessions.owners())
            .secret()
            .gives(Factors.Begun.class)
            .write((request, tx) -> Answer.ok(factors.beginTotp(tx, fresh(tx, request).account()))),
        Endpoint.post(AT + "/totp/confirm", "Sets up the authenticator that was begun.")
            .may(Sessions.owners())
            .secret()
            .takes(Code.class, "{\"code\":\"123456\"}")
            .givesNothing()
            .write(this::confirmTotp),
        Endpoint.post(AT + "/sms", "Sends a code to a number that is to be a factor.")
            .may(Sessions.owners())
            .secret()
            .takes(PhoneNumber.class, "{\"number\":\"+4915123456789\"}")
            .gives(202, Sent.class)
            .write(this::beginPhone),
        Endpoint.post(AT + "/sms/confirm", "Sets up the number.")
            .may(Sessions.owners())
            .secret()
            .takes(NumberCode.class, "{\"number\":\"+4915123456789\",\"code\":\"123456\"}")
            .givesNothing()
            .write(this::confirmPhone),
        Endpoint.post(AT + "/backup-codes", "New backup codes; those before are good no longer.")
            .may(Sessions.owners())
            .secret()
            .gives(Paper.class)
            .write(
                (request, tx) ->
                    Answer.ok(new Paper(factors.freshCodes(tx, fresh(tx, request).account())))),
        Endpoint.delete(AT + "/{kind}", "Takes a factor away; with the last go the backup codes.")
            .may(Sessions.owners())
            .givesNothing()
            .write(this::remove));
  }

  private Answer all(Request request) {
    return database.read(
        handle -> {
          Account account = accounts.get(handle, sessions.of(handle, request).account());
          return Answer.ok(
              new All(factors.setUp(handle, account), factors.codesLeft(handle, account.id())));
        });
  }

  private Answer confirmTotp(Request request, Handle tx) {
    String code = request.body(Code.class).code();
    return confirm(tx, request, Kind.TOTP, account -> factors.confirmTotp(tx, account, code));
  }

  private Answer beginPhone(Request request, Handle tx) {
    Account account = fresh(tx, request).account();
    factors.beginPhone(tx, account, number(request.body(PhoneNumber.class).number()));
    return Answer.accepted(new Sent(Codes.GOOD_FOR.toSeconds(), Factors.weakness(account)));
  }

  private Answer confirmPhone(Request request, Handle tx) {
    NumberCode given = request.body(NumberCode.class);
    Address number = number(given.number());
    return confirm(
        tx, request, Kind.SMS, account -> factors.confirmPhone(tx, account, number, given.code()));
  }

  private Answer confirm(Handle tx, Request request, Kind kind, Predicate<Account> confirmed) {
    Fresh fresh = fresh(tx, request);
    if (!confirmed.test(fresh.account())) {
      return Answer.refused(
          Refusal.notSignedIn("code_wrong", "this is not the code, or it is good no longer"));
    }
    // They have just shown it: they need not show it again for what comes next.
    sessions.shown(tx, fresh.session(), kind.text());
    return Answer.done();
  }

  private Answer remove(Request request, Handle tx) {
    Account account = fresh(tx, request).account();
    factors.remove(tx, account, Kind.of(request.path("kind")));
    return Answer.done();
  }

  private static Address number(String text) {
    Address number = Address.of("number", text);
    if (number.kind() != Address.Kind.PHONE) {
      throw Refusal.bad("number", "must be a phone number with its country");
    }
    return number;
  }

  /** Somebody who has just shown who they are, as well as they can, and their account, locked. */
  private record Fresh(Session session, Account account) {}

  private Fresh fresh(Handle tx, Request request) {
    Session session = sessions.of(tx, request);
    Account account = accounts.locked(tx, session.account());
    if (profiles.locked(tx, account.id(), session.profile()).mostAge().isPresent()) {
      throw Refusal.conflict(
          "limited_profile", "a profile with an age limit changes none: enter another first");
    }
    boolean able = !factors.of(tx, account.id()).isEmpty();
    return new Fresh(sessions.fresh(tx, request, able), account);
  }
}
