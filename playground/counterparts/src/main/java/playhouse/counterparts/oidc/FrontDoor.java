package playhouse.counterparts.oidc;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import playhouse.counterparts.faults.Silence;

/** What the provider says of itself, and the page on which people say who they are. */
final class FrontDoor {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Register register;
  private final Signer signer;
  private final String issuer;

  FrontDoor(Register register, Signer signer, String issuer) {
    this.register = register;
    this.signer = signer;
    this.issuer = issuer;
  }

  void describe(Context request) throws IOException {
    Optional<Fault> fault = register.fault(Fault.Stage.DESCRIBE);
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("issuer", issuer);
    about.put("authorization_endpoint", issuer + "/authorize");
    about.put("token_endpoint", issuer + "/token");
    about.put("userinfo_endpoint", issuer + "/userinfo");
    about.put("end_session_endpoint", issuer + "/end-session");
    about.put("jwks_uri", issuer + "/jwks");
    about.put("response_types_supported", List.of("code"));
    about.put("subject_types_supported", List.of("public"));
    about.put("id_token_signing_alg_values_supported", List.of("RS256"));
    about.put("scopes_supported", List.of("openid", "email"));
    about.put("code_challenge_methods_supported", List.of("S256"));
    about.put("authorization_response_iss_parameter_supported", true);
    about.put("backchannel_logout_supported", true);
    about.put("backchannel_logout_session_supported", true);
    if (fault.isPresent()) {
      switch (fault.get()) {
        case HUGE -> about.put("padding", "x".repeat(4_000_000));
        case SLOW -> Silence.keep();
        case IMPOSTOR -> about.put("issuer", "https://another.example.org");
        case INWARD -> about.put("jwks_uri", "http://169.254.169.254/latest/meta-data");
        case MOVED -> {
          request.redirect(issuer + "/.well-known/openid-configuration");
          return;
        }
        default -> {}
      }
    }
    answer(request, 200, about);
  }

  void keys(Context request) {
    register.askedForKeys();
    request.contentType("application/json").result(signer.published().toString());
  }

  void ask(Context request) {
    Client client = register.client();
    AuthenticationRequest asked;
    try {
      asked = AuthenticationRequest.parse(String.valueOf(request.queryString()));
    } catch (ParseException e) {
      request.status(400).result("this is no request: " + e.getMessage());
      return;
    }
    if (!asked.getClientID().getValue().equals(client.id())
        || !client.back().equals(asked.getRedirectionURI())
        || asked.getCodeChallenge() == null
        || asked.getNonce() == null
        || !CodeChallengeMethod.S256.equals(asked.getCodeChallengeMethod())) {
      request.status(400).result("this client may not ask so");
      return;
    }
    String user = request.formParam("user");
    Optional<Person> person =
        Optional.ofNullable(user == null ? asked.getLoginHint() : user).flatMap(register::person);
    if (person.isPresent()) {
      back(request, asked, person.get());
    } else {
      request.html(page(asked));
    }
  }

  private String page(AuthenticationRequest asked) {
    String buttons =
        register.subjects().stream()
            .filter(name -> name.matches("[\\w-]+"))
            .sorted()
            .map(name -> "<button name=user value=" + name + ">" + name + "</button>")
            .collect(Collectors.joining("\n"));
    String action = "/oidc/authorize?" + asked.toQueryString();
    return "<!doctype html><title>Who are you?</title><h1>Who are you?</h1><form method=post"
        + " action=\""
        + action.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;")
        + "\">"
        + buttons
        + "</form>";
  }

  private void back(Context request, AuthenticationRequest asked, Person person) {
    Optional<Fault> fault = register.fault(Fault.Stage.ASK);
    StringBuilder there = new StringBuilder(register.client().back().toString()).append('?');
    there.append("state=").append(encoded(asked.getState().getValue()));
    if (fault.filter(Fault.REFUSE::equals).isPresent()) {
      there.append("&error=access_denied");
    } else {
      String code = UUID.randomUUID().toString();
      register.give(
          code,
          new Issued(
              person,
              UUID.randomUUID().toString(),
              asked.getNonce().getValue(),
              register.client().back().toString(),
              asked.getCodeChallenge()));
      there.append("&code=").append(code);
    }
    if (fault.filter(Fault.NAMELESS::equals).isEmpty()) {
      boolean mixed = fault.filter(Fault.MIXED_UP::equals).isPresent();
      there.append("&iss=").append(encoded(mixed ? "https://another.example.org" : issuer));
    }
    request.status(303).header("Location", there.toString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void answer(Context request, int status, Object body) throws IOException {
    request.status(status).contentType("application/json").result(JSON.writeValueAsBytes(body));
  }
}
