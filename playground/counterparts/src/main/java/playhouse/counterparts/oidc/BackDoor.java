package playhouse.counterparts.oidc;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import playhouse.counterparts.faults.Silence;

/** What the client asks for itself: who somebody is, for a code or an access token. */
final class BackDoor {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Register register;
  private final Tokens tokens;

  BackDoor(Register register, Tokens tokens) {
    this.register = register;
    this.tokens = tokens;
  }

  void tell(Context request) throws IOException {
    if (!authenticated(request)) {
      answer(request, 401, Map.of("error", "invalid_client"));
      return;
    }
    String code = String.valueOf(request.formParam("code"));
    String verifier = String.valueOf(request.formParam("code_verifier"));
    Issued issued = register.take(code).orElse(null);
    if (issued == null
        || !issued.back().equals(request.formParam("redirect_uri"))
        || !issued.challenge().equals(challenge(verifier))) {
      answer(request, 400, Map.of("error", "invalid_grant"));
      return;
    }
    Optional<Fault> fault = register.fault(Fault.Stage.TELL);
    BearerAccessToken access = new BearerAccessToken();
    register.bear(access.getValue(), issued.person());
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("access_token", access.getValue());
    told.put("token_type", "Bearer");
    told.put("expires_in", 300);
    if (fault.filter(Fault.NO_TOKEN::equals).isEmpty()) {
      told.put("id_token", tokens.of(issued, access, fault));
    }
    if (fault.filter(Fault.SILENT::equals).isPresent()) {
      Silence.keep();
    }
    if (fault.filter(Fault.NONSENSE::equals).isPresent()) {
      request.contentType("text/html").result("<html>");
    } else {
      answer(request, 200, told);
    }
  }

  private static CodeChallenge challenge(String verifier) {
    try {
      return CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(verifier));
    } catch (IllegalArgumentException e) {
      return CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier());
    }
  }

  private boolean authenticated(Context request) {
    String both = encoded(register.client().id()) + ":" + encoded(register.client().secret());
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    return basic.equals(request.header("Authorization"))
        || (register.client().id().equals(request.formParam("client_id"))
            && register.client().secret().equals(request.formParam("client_secret")));
  }

  void about(Context request) throws IOException {
    String header = String.valueOf(request.header("Authorization"));
    Optional<Person> bearer = register.bearer(header.replaceFirst("^Bearer ", ""));
    if (bearer.isEmpty()) {
      request.status(401).header("WWW-Authenticate", "Bearer");
      return;
    }
    Person person = bearer.get();
    answer(
        request,
        200,
        Map.of(
            "sub", person.subject(),
            "email", person.mail(),
            "email_verified", person.verified()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void answer(Context request, int status, Object body) throws IOException {
    request.status(status).contentType("application/json").result(JSON.writeValueAsBytes(body));
  }
}
