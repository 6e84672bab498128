package playhouse.batch.jobapi;

/** Why a request is not answered as hoped; becomes problem+json (RFC 9457). */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String title;

  private Refused(int status, String title, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.title = title;
  }

  /** 400: the request is not what it must be. */
  static Refused bad(String detail) {
    return new Refused(400, "This cannot be run", detail);
  }

  /** 401: nobody we know asks. */
  static Refused unauthenticated() {
    return new Refused(
        401,
        "Who asks?",
        "send a token of tokens.json: Authorization: Bearer TOKEN, or Basic with the token as"
            + " password");
  }

  /** 403: this role is not to run jobs. */
  static Refused forbidden(String role) {
    return new Refused(
        403, "Not for you", role + " may not run jobs: operator, service, admin may");
  }

  /** 404: there is no such thing. */
  static Refused missing(String detail) {
    return new Refused(404, "There is no such thing", detail);
  }

  /** 405: the thing is there, and not for this. */
  static Refused method(String method, String path) {
    return new Refused(405, "Not so", path + " does not answer " + method);
  }

  /** 409: it was something else before, or is not so far. */
  static Refused conflict(String detail) {
    return new Refused(409, "This is not as it is asked for", detail);
  }

  /** 413: more than anybody needs. */
  static Refused large(int most) {
    return new Refused(413, "Too large", "a body has " + most + " bytes at most");
  }

  /** 503: it may work later. */
  static Refused unavailable(String detail) {
    return new Refused(503, "Not now", detail);
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
