package playhouse.serving.identity.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import playhouse.serving.identity.accounts.Document;
import playhouse.serving.identity.sessions.Session;
import playhouse.serving.identity.sessions.Where;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Gate;
import playhouse.serving.platform.http.Request;

/**
 * How who comes in is answered, whichever way they came. A browser that sends {@code X-Session:
 * cookie} keeps its session where no script can read it; everybody else is told a token.
 */
public final class Answers {
  private static final String CHOICE = "X-Session";
  private static final Duration DEVICE_KEPT = Duration.ofDays(400);
  private static final String KEPT_SO = "; Path=/; HttpOnly; SameSite=Lax";

  private Answers() {}

  /**
   * Who has come in, or must show more.
   *
   * @param state in; choose, if they are in and say next who watches; or more
   * @param person as whom they watch; absent until that is said
   * @param token to be borne from now on; absent where a cookie holds it
   * @param device to be sent as X-Device next time; absent if it is known, or a cookie holds it
   * @param signIn id of what is to be completed; absent if they are in
   * @param factors one of which is to be shown
   * @param toAgree what is to be agreed to, in its newest version
   */
  public record SignedIn(
      String state,
      Optional<UUID> session,
      Optional<UUID> person,
      Optional<String> token,
      Optional<String> device,
      Optional<UUID> signIn,
      List<String> factors,
      Instant expires,
      List<Document> toAgree) {}

  /** With that status if they are in. */
  public static Answer of(Request request, SignIn.Entered entered, int status) {
    if (entered instanceof SignIn.Entered.Half half) {
      return Answer.accepted(
          new SignedIn(
              "more",
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(half.id()),
              half.factors(),
              half.expires(),
              List.of()));
    }
    return in(request, (SignIn.Entered.In) entered, status);
  }

  private static Answer in(Request request, SignIn.Entered.In in, int status) {
    Session session = in.opened().session();
    boolean cookie = request.header(CHOICE).filter("cookie"::equals).isPresent();
    SignedIn told =
        new SignedIn(
            session.chosen() ? "in" : "choose",
            Optional.of(session.id()),
            Optional.of(session.person()).filter(person -> session.chosen()),
            cookie ? Optional.empty() : Optional.of(in.opened().token()),
            cookie ? Optional.empty() : in.opened().device(),
            Optional.empty(),
            List.of(),
            session.expires(),
            in.toAgree());
    Answer answer = status == 201 ? Answer.created("/v1/account", told) : Answer.ok(told);
    return cookie ? kept(request, in, answer) : answer;
  }

  /** The same answer, with the cookies in which a browser keeps the session and the device. */
  public static Answer kept(Request request, SignIn.Entered.In in, Answer answer) {
    Duration kept =
        Duration.between(in.opened().session().created(), in.opened().session().expires());
    Answer with =
        answer.with("Set-Cookie", cookie(request, Gate.SESSION_COOKIE, in.opened().token(), kept));
    return in.opened()
        .device()
        .map(
            device ->
                with.with("Set-Cookie", cookie(request, Where.DEVICE_COOKIE, device, DEVICE_KEPT)))
        .orElse(with);
  }

  /** Takes the session's cookie away. */
  public static Answer out(Request request) {
    return gone(request, Answer.done());
  }

  /** The same answer, which takes the session's cookie away. */
  public static Answer gone(Request request, Answer answer) {
    return answer.with("Set-Cookie", cookie(request, Gate.SESSION_COOKIE, "", Duration.ZERO));
  }

  private static String cookie(Request request, String name, String value, Duration kept) {
    String secure = request.secure() ? "; Secure" : "";
    return name + "=" + value + "; Max-Age=" + kept.toSeconds() + KEPT_SO + secure;
  }
}
