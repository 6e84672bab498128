package playhouse.serving.identity.provider;

import java.util.Map;
import playhouse.serving.platform.http.Answer;

/** A no in the words of RFC 6749. */
final class OAuthFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String error;

  OAuthFailure(String error, String why) {
    super(why, null, false, false);
    this.error = error;
  }

  static OAuthFailure request(String why) {
    return new OAuthFailure("invalid_request", why);
  }

  static OAuthFailure grant(String why) {
    return new OAuthFailure("invalid_grant", why);
  }

  static OAuthFailure client() {
    return new OAuthFailure("invalid_client", "no such client, or another secret");
  }

  String error() {
    return error;
  }

  Answer answer() {
    Answer told =
        Answer.of(
            error.equals("invalid_client") ? 401 : 400,
            Map.of("error", error, "error_description", String.valueOf(getMessage())));
    return error.equals("invalid_client") ? told.with("WWW-Authenticate", "Basic") : told;
  }
}
