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

  private Refusal(
      int status, String code, String title, String detail, Optional<String> parameter) {
    super(detail, null, false, false);
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

  /** 503: something that the answer needs is not there now; trying again may help. */
  public static Refusal unavailable(String detail) {
    return new Refusal(503, "unavailable", "Not now", detail, Optional.empty());
  }

  /** Any other status that the web server itself decided on. */
  static Refusal of(int status, String detail) {
    return new Refusal(
        status, "http_" + status, "The request was refused", detail, Optional.empty());
  }

  void answer(Context http) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "urn:playhouse:problem:" + code);
    problem.put("title", title);
    problem.put("status", status);
    problem.put("detail", detail);
    parameter.ifPresent(name -> problem.put("parameter", name));
    if (status == 401) {
      http.header("WWW-Authenticate", "Bearer");
    }
    if (status == 503) {
      http.header("Retry-After", "1");
    }
    http.status(status).result(Json.bytes(problem)).contentType("application/problem+json");
  }
}
