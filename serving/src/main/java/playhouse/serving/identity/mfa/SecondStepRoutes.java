package playhouse.serving.identity.mfa;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.codes.Codes;
import playhouse.serving.identity.sessions.Device;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.identity.sessions.Where;
import playhouse.serving.identity.signin.Answers;
import playhouse.serving.identity.signin.HalfSignIn;
import playhouse.serving.identity.signin.SignIn;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;

/** The second step of signing in. */
final class SecondStepRoutes implements Routes {
  private static final String AT = "/v1/sign-in/{id}";

  private final Accounts accounts;
  private final Sessions sessions;
  private final SignIn signIn;
  private final Challenges challenges;

  /** A code of six digits. */
  public record Code(
      @NotNull @Pattern(regexp = "[0-9]{6}") String code,
      @JsonPropertyDescription("Whether none is asked for from this device for 30 days.")
          @Nullable Boolean trust) {}

  /** One of the backup codes. */
  public record PaperCode(
      @NotNull @Size(min = 13, max = 20) String code,
      @JsonPropertyDescription("Whether none is asked for from this device for 30 days.")
          @Nullable Boolean trust) {}

  /**
   * A code is on its way.
   *
   * @param to what its owner knows the number by
   * @param goodFor seconds
   */
  public record Sent(String to, long goodFor) {}

  SecondStepRoutes(Accounts accounts, Sessions sessions, SignIn signIn, Challenges challenges) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.signIn = signIn;
    this.challenges = challenges;
  }

  @Override
  public String system() {
    return "S4.1";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(AT + "/totp", "Completes a sign-in by an authenticator's code.")
            .open()
            .secret()
            .takes(Code.class, "{\"code\":\"123456\",\"trust\":true}")
            .gives(Answers.SignedIn.class)
            .write((request, tx) -> code(request, tx, Kind.TOTP)),
        Endpoint.post(AT + "/sms/send", "Sends a code to the number that is a factor.")
            .open()
            .secret()
            .gives(202, Sent.class)
            .write(this::send),
        Endpoint.post(AT + "/sms", "Completes a sign-in by the code that was sent.")
            .open()
            .secret()
            .takes(Code.class, "{\"code\":\"123456\"}")
            .gives(Answers.SignedIn.class)
            .write((request, tx) -> code(request, tx, Kind.SMS)),
        Endpoint.post(AT + "/backup-code", "Completes a sign-in by a backup code.")
            .open()
            .secret()
            .takes(PaperCode.class, "{\"code\":\"kq3f-9wzt-h2m7c\"}")
            .gives(Answers.SignedIn.class)
            .write(this::paper));
  }

  private Answer send(Request request, Handle tx) {
    HalfSignIn half = signIn.half(tx, request.id("id"));
    String to = challenges.send(tx, asked(request, tx, half));
    return Answer.accepted(new Sent(to, Codes.GOOD_FOR.toSeconds()));
  }

  private Answer code(Request request, Handle tx, Kind kind) {
    Code given = request.body(Code.class);
    return show(request, tx, kind, given.code(), Boolean.TRUE.equals(given.trust()));
  }

  private Answer paper(Request request, Handle tx) {
    PaperCode given = request.body(PaperCode.class);
    return show(request, tx, Kind.BACKUP_CODE, given.code(), Boolean.TRUE.equals(given.trust()));
  }

  private Answer show(Request request, Handle tx, Kind kind, String code, boolean trust) {
    HalfSignIn half = signIn.half(tx, request.id("id"));
    if (!challenges.shown(tx, asked(request, tx, half), kind, code)) {
      int unusedLeft = signIn.wrong(tx, half);
      return Answer.refused(
          Refusal.notSignedIn("code_wrong", "this is not the code, or it is good no longer"));
    }
    return Answers.of(request, signIn.whole(tx, half, Where.of(request), kind.text(), trust), 200);
  }

  private Challenges.Asked asked(Request request, Handle tx, HalfSignIn half) {
    Account account = accounts.locked(tx, half.account());
    Optional<Device> device = sessions.device(tx, account.id(), Where.of(request));
    return new Challenges.Asked(
        account, half.id(), Guesses.place(device.map(Device::id)), "sign-in");
  }
}
