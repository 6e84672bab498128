package playhouse.counterparts.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import playhouse.counterparts.Door;

/**
 * An OpenID Connect provider over HTTP, with one client: people choose on a page who they are. It
 * lies below {@code /oidc}.
 *
 * <ul>
 *   <li>{@code GET /.well-known/openid-configuration}, {@code GET /jwks}
 *   <li>{@code GET /authorize}, with {@code login_hint} nobody is asked; {@code POST /token},
 *       {@code GET /userinfo}, {@code GET /end-session}
 *   <li>{@code POST /control/oidc/faults}: {@code {"next": ["alg-none", …]}}
 *   <li>{@code POST /control/oidc/people}: {@code {"subject": "ana", "mail": "…", "verified":
 *       true}}
 *   <li>{@code POST /control/oidc/rotate}, {@code POST /control/oidc/sign-out}: {@code {"subject":
 *       "ana"}}
 * </ul>
 */
public final class OidcServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AT = "/oidc";
  private static final long SLOW_NANOS = 10_000_000_000L;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Signer signer = new Signer();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final Map<String, Person> people = new ConcurrentHashMap<>();
  private final Map<String, Issued> codes = new ConcurrentHashMap<>();
  private final Map<String, Person> bearers = new ConcurrentHashMap<>();
  private final AtomicInteger keysAsked = new AtomicInteger();
  private final String issuer;
  private final Tokens tokens;
  private volatile Client client;
  private Optional<Javalin> door = Optional.empty();

  /**
   * One that answers where others do.
   *
   * @param base where that is
   */
  public OidcServer(URI base, Client client) {
    this.issuer = base.resolve(AT).toString();
    this.client = client;
    this.tokens = new Tokens(signer, issuer, client);
    add(new Person("ana", "ana@example.org", true));
    add(new Person("bo", "bo@example.org", true));
    add(new Person("cleo", "cleo@example.org", false));
  }

  /** One on a free port of its own. */
  public static OidcServer open(Client client) {
    OidcServer[] server = new OidcServer[1];
    Javalin door = Door.open(0, List.of(routes -> relay(routes, server)));
    server[0] = new OidcServer(URI.create("http://127.0.0.1:" + door.port()), client);
    server[0].door = Optional.of(door);
    return server[0];
  }

  /** Its own port is known only once it is open. */
  private static void relay(RoutesConfig routes, OidcServer[] server) {
    routes.get(AT + "/.well-known/openid-configuration", http -> server[0].describe(http));
    routes.get(AT + "/jwks", http -> server[0].keys(http));
    routes.get(AT + "/authorize", http -> server[0].ask(http));
    routes.post(AT + "/authorize", http -> server[0].ask(http));
    routes.post(AT + "/token", http -> server[0].tell(http));
    routes.get(AT + "/userinfo", http -> server[0].about(http));
    routes.get(AT + "/end-session", http -> server[0].end(http));
    routes.post("/control/oidc/faults", http -> server[0].faults(http));
    routes.post("/control/oidc/people", http -> server[0].people(http));
    routes.post("/control/oidc/rotate", http -> server[0].rotate());
    routes.post("/control/oidc/sign-out", http -> server[0].signOut(http));
  }

  /** What it answers. */
  public void routes(RoutesConfig routes) {
    relay(routes, new OidcServer[] {this});
  }

  /** Who it is. */
  public String issuer() {
    return issuer;
  }

  /** Has somebody have an account here. */
  public void add(Person person) {
    people.put(person.subject(), person);
  }

  /** Has the next ones go wrong so, each at its stage. */
  public synchronized void plan(Fault... next) {
    faults.addAll(List.of(next));
  }

  /** Signs with a new key from now on. */
  public void rotate() {
    signer.rotate();
  }

  /** How often it was asked for its keys. */
  public int keysAsked() {
    return keysAsked.get();
  }

  /** Tells from now on there that somebody has left. */
  public void tell(URI there) {
    client = new Client(client.id(), client.secret(), client.back(), there);
  }

  /** Anything, signed by it. */
  public String sign(JWTClaimsSet claims, String type) {
    return signer.sign(claims, type);
  }

  /** That somebody has left, signed. */
  public String left(String subject, Optional<String> sid) {
    return tokens.left(subject, sid);
  }

  /** Tells the client that somebody has left; what it answers. */
  public int signOut(String subject) throws IOException, InterruptedException {
    bearers.values().removeIf(person -> person.subject().equals(subject));
    HttpRequest request =
        HttpRequest.newBuilder(client.told())
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "logout_token=" + left(subject, Optional.empty())))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @Override
  public void close() {
    door.ifPresent(Javalin::stop);
  }

  private synchronized Optional<Fault> fault(Fault.Stage stage) {
    Optional<Fault> next = faults.stream().filter(fault -> fault.stage() == stage).findFirst();
    next.ifPresent(faults::removeFirstOccurrence);
    return next;
  }

  private void describe(Context request) throws IOException {
    Optional<Fault> fault = fault(Fault.Stage.DESCRIBE);
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
        case SLOW -> LockSupport.parkNanos(SLOW_NANOS);
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

  private void keys(Context request) {
    keysAsked.incrementAndGet();
    request.contentType("application/json").result(signer.published().toString());
  }

  private void ask(Context request) {
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
        Optional.ofNullable(user == null ? asked.getLoginHint() : user).map(people::get);
    if (person.isPresent()) {
      back(request, asked, person.get());
    } else {
      request.html(page(asked));
    }
  }

  private String page(AuthenticationRequest asked) {
    String buttons =
        people.keySet().stream()
            .filter(name -> name.matches("[\\w-]+"))
            .sorted()
            .map(name -> "<button name=user value=" + name + ">" + name + "</button>")
            .collect(Collectors.joining("\n"));
    String action = AT + "/authorize?" + asked.toQueryString();
    return "<!doctype html><title>Who are you?</title><h1>Who are you?</h1><form method=post"
        + " action=\""
        + action.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;")
        + "\">"
        + buttons
        + "</form>";
  }

  private void back(Context request, AuthenticationRequest asked, Person person) {
    Optional<Fault> fault = fault(Fault.Stage.ASK);
    StringBuilder there = new StringBuilder(client.back().toString()).append('?');
    there.append("state=").append(encoded(asked.getState().getValue()));
    if (fault.filter(Fault.REFUSE::equals).isPresent()) {
      there.append("&error=access_denied");
    } else {
      String code = UUID.randomUUID().toString();
      codes.put(
          code,
          new Issued(
              person,
              UUID.randomUUID().toString(),
              asked.getNonce().getValue(),
              client.back().toString(),
              asked.getCodeChallenge()));
      there.append("&code=").append(code);
    }
    if (fault.filter(Fault.NAMELESS::equals).isEmpty()) {
      boolean mixed = fault.filter(Fault.MIXED_UP::equals).isPresent();
      there.append("&iss=").append(encoded(mixed ? "https://another.example.org" : issuer));
    }
    request.status(303).header("Location", there.toString());
  }

  private void tell(Context request) throws IOException {
    if (!authenticated(request)) {
      answer(request, 401, Map.of("error", "invalid_client"));
      return;
    }
    String code = String.valueOf(request.formParam("code"));
    String verifier = String.valueOf(request.formParam("code_verifier"));
    Issued issued = codes.remove(code);
    if (issued == null
        || !issued.back().equals(request.formParam("redirect_uri"))
        || !issued.challenge().equals(challenge(verifier))) {
      answer(request, 400, Map.of("error", "invalid_grant"));
      return;
    }
    Optional<Fault> fault = fault(Fault.Stage.TELL);
    BearerAccessToken access = new BearerAccessToken();
    bearers.put(access.getValue(), issued.person());
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("access_token", access.getValue());
    told.put("token_type", "Bearer");
    told.put("expires_in", 300);
    if (fault.filter(Fault.NO_TOKEN::equals).isEmpty()) {
      told.put("id_token", tokens.of(issued, access, fault));
    }
    if (fault.filter(Fault.SILENT::equals).isPresent()) {
      LockSupport.parkNanos(SLOW_NANOS);
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
    String both = encoded(client.id()) + ":" + encoded(client.secret());
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    return basic.equals(request.header("Authorization"))
        || (client.id().equals(request.formParam("client_id"))
            && client.secret().equals(request.formParam("client_secret")));
  }

  private void about(Context request) throws IOException {
    String header = String.valueOf(request.header("Authorization"));
    Person person = bearers.get(header.replaceFirst("^Bearer ", ""));
    if (person == null) {
      request.status(401).header("WWW-Authenticate", "Bearer");
      return;
    }
    answer(
        request,
        200,
        Map.of(
            "sub", person.subject(),
            "email", person.mail(),
            "email_verified", person.verified()));
  }

  private void end(Context request) throws IOException, InterruptedException {
    String hint = request.queryParam("login_hint");
    if (hint != null) {
      signOut(hint);
    }
    request.html("<!doctype html><title>Signed out</title>You have signed out.");
  }

  private void faults(Context request) throws IOException {
    for (JsonNode name : JSON.readTree(request.bodyAsBytes()).path("next")) {
      Optional<Fault> fault = Fault.of(name.asText());
      if (fault.isEmpty()) {
        answer(request, 400, Map.of("code", "no_such_fault"));
        return;
      }
      plan(fault.get());
    }
    request.status(204);
  }

  private void people(Context request) throws IOException {
    add(JSON.readValue(request.bodyAsBytes(), Person.class));
    request.status(204);
  }

  private void signOut(Context request) throws IOException, InterruptedException {
    String subject = JSON.readTree(request.bodyAsBytes()).path("subject").asText();
    answer(request, 200, Map.of("answer", signOut(subject)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void answer(Context request, int status, Object body) throws IOException {
    request.status(status).contentType("application/json").result(JSON.writeValueAsBytes(body));
  }
}
