package playhouse.serving.identity.mfa;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.codes.Codes;
import playhouse.serving.identity.sessions.Session;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;

/** Who is in shows a second factor again, for what matters more. */
final class StepUpRoutes implements Routes {
  private static final String AT = "/v1/step-up";

  private final Accounts accounts;
  private final Sessions sessions;
  private final Challenges challenges;

  /** A code of six digits. */
  public record Code(@NotNull @Pattern(regexp = "[0-9]{6}") String code) {}

  /** One of the backup codes. */
  public record PaperCode(@NotNull @Size(min = 13, max = 20) String code) {}

  StepUpRoutes(Accounts accounts, Sessions sessions, Challenges challenges) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.challenges = challenges;
  }

  @Override
  public String system() {
    return "S4.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(AT + "/totp", "Shows again who somebody is by an authenticator's code.")
            .may(Sessions.owners())
            .secret()
            .takes(Code.class, "{\"code\":\"123456\"}")
            .givesNothing()
            .write((request, tx) -> show(request, tx, Kind.TOTP, request.body(Code.class).code())),
        Endpoint.post(AT + "/sms/send", "Sends a code to the number that is a factor.")
            .may(Sessions.owners())
            .secret()
            .gives(202, SecondStepRoutes.Sent.class)
            .write(this::send),
        Endpoint.post(AT + "/sms", "Shows again who somebody is by the code that was sent.")
            .may(Sessions.owners())
            .secret()
            .takes(Code.class, "{\"code\":\"123456\"}")
            .givesNothing()
            .write((request, tx) -> show(request, tx, Kind.SMS, request.body(Code.class).code())),
        Endpoint.post(AT + "/backup-code", "Shows again who somebody is by a backup code.")
            .may(Sessions.owners())
            .secret()
            .takes(PaperCode.class, "{\"code\":\"kq3f-9wzt-h2m7c\"}")
            .givesNothing()
            .write(
                (request, tx) ->
                    show(request, tx, Kind.BACKUP_CODE, request.body(PaperCode.class).code())));
  }

  private Answer send(Request request, Handle tx) {
    String to = challenges.send(tx, asked(tx, sessions.of(tx, request)));
    return Answer.accepted(new SecondStepRoutes.Sent(to, Codes.GOOD_FOR.toSeconds()));
  }

  private Answer show(Request request, Handle tx, Kind kind, String code) {
    Session session = sessions.of(tx, request);
    if (!challenges.shown(tx, asked(tx, session), kind, code)) {
      return Answer.refused(
          Refusal.notSignedIn("code_wrong", "this is not the code, or it is good no longer"));
    }
    Session shown = sessions.shown(tx, session, kind.text());
    return Answer.done().with("X-Shown", shown.shown().toString());
  }

  private Challenges.Asked asked(Handle tx, Session session) {
    Account account = accounts.locked(tx, session.account());
    return new Challenges.Asked(account, session.id(), Guesses.place(session.device()), "step-up");
  }
}
