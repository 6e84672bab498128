package playhouse.serving.platform;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Why a request is not answered as hoped, in the words of RFC 9457. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final String title;
  private final String detail;
  private final transient Optional<String> parameter;
  private final transient Map<String, Object> more;

  private Refusal(
      int status, String code, String title, String detail, Optional<String> parameter) {
    this(status, code, title, detail, parameter, Map.of());
  }

  private Refusal(
      int status,
      String code,
      String title,
      String detail,
      Optional<String> parameter,
      Map<String, Object> more) {
    super(detail, null, false, false);
    this.more = more;
    this.status = status;
    this.code = code;
    this.title = title;
    this.detail = detail;
    this.parameter = parameter;
  }

  /** 400: a parameter or field is not what it must be; it is named. */
  public static Refusal bad(String parameter, String why) {
    return new Refusal(
        400,
        "bad_parameter",
        "A parameter is not what it must be",
        parameter + " " + why,
        Optional.of(parameter));
  }

  /** 404: there is no such thing. */
  public static Refusal missing(String detail) {
    return new Refusal(404, "not_found", "There is no such thing", detail, Optional.empty());
  }

  /** 401: nobody we know asks. */
  public static Refusal unauthenticated() {
    return new Refusal(
        401,
        "unauthenticated",
        "Who asks?",
        "send Authorization: Bearer and a key that we know",
        Optional.empty());
  }

  /** 401: it is not signed by whom it should be from. */
  public static Refusal unsigned() {
    return new Refusal(
        401,
        "bad_signature",
        "The signature is not right",
        "it is missing, too old or not by whom this should be from",
        Optional.empty());
  }

  /** 401: who they say they are is not shown; whether there is such a one is not told. */
  public static Refusal notSignedIn(String code, String detail) {
    return new Refusal(401, code, "This does not let you in", detail, Optional.empty());
  }

  /** 403: this is not for whoever asks so, for a reason of its own. */
  public static Refusal barred(String code, String detail) {
    return new Refusal(403, code, "Not like this", detail, Optional.empty());
  }

  /** 403: who asks must show again, or better, who they are. */
  public static Refusal stepUp() {
    return new Refusal(
        403,
        "step_up_required",
        "Show again who you are",
        "sign in again, or with a second factor, and ask again",
        Optional.empty());
  }

  /** 403: who asks is known, and may not. */
  public static Refusal forbidden(String role) {
    return new Refusal(
        403,
        "forbidden",
        "This is not for you to ask",
        "the role " + role + " may not do this",
        Optional.empty());
  }

  /**
   * 409: it does not go together with what is so already.
   *
   * @param code of its own, in small letters, that stays the same
   */
  public static Refusal conflict(String code, String detail) {
    return new Refusal(409, code, "This does not fit what is so", detail, Optional.empty());
  }

  /** 429: too often. */
  public static Refusal tooMany(long seconds) {
    return new Refusal(
        429, "too_many_requests", "Too often", "ask again in " + seconds + " s", Optional.empty());
  }

  /**
   * 429: there was too much of it, and not by who asks alone.
   *
   * @param code of its own, in small letters, that stays the same
   */
  public static Refusal limited(String code, String detail) {
    return new Refusal(429, code, "There was too much of it", detail, Optional.empty());
  }

  /** 503: something that the answer needs is not there now; trying again may help. */
  public static Refusal unavailable(String detail) {
    return new Refusal(503, "unavailable", "Not now", detail, Optional.empty());
  }

  /** Any other status that the web server itself decided on. */
  public static Refusal of(int status, String detail) {
    return new Refusal(
        status, "http_" + status, "The request was refused", detail, Optional.empty());
  }

  /** The same with one more member, such as what is to be done about it. */
  public Refusal with(String name, Object value) {
    Map<String, Object> all = new LinkedHashMap<>(more);
    all.put(name, value);
    return new Refusal(status, code, title, detail, parameter, all);
  }

  /** Its name, which stays the same. */
  public String code() {
    return code;
  }

  /** Whether it is for now only: who asks is to come later. */
  public boolean later() {
    return status == 503 || status == 429;
  }

  public void answer(Context http) {
    Words words = Words.of(Optional.ofNullable(http.header("Accept-Language")));
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "urn:playhouse:problem:" + code);
    problem.put("title", words.title(code, title));
    problem.put("status", status);
    problem.put("detail", words.detail(code, detail, parameter.orElse("")));
    parameter.ifPresent(name -> problem.put("parameter", name));
    problem.putAll(more);
    if (status == 401) {
      http.header("WWW-Authenticate", "Bearer");
    }
    if (later()) {
      http.header("Retry-After", "1");
    }
    http.header("Content-Language", words.tag()).header("Vary", "Accept-Language");
    http.status(status).result(Json.bytes(problem)).contentType("application/problem+json");
  }
}
