package playhouse.serving.identity.provider;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.sessions.Session;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.identity.signin.Answers;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;

/**
 * Where clients send browsers: to have their owners signed in, and out. Clients are our own, so
 * nobody is asked whether they agree. Sources: OpenID Connect Core 1.0, OAuth 2.1, RP-Initiated
 * Logout 1.0.
 */
final class AuthoriseRoutes implements Routes {
  private static final Set<String> SCOPES =
      Set.of("openid", "profile", "email", "offline_access", Tokens.IN_THEIR_NAME);

  private final Clients clients;
  private final Grants grants;
  private final Tokens tokens;
  private final Accounts accounts;
  private final Sessions sessions;
  private final String issuer;
  private final Clock clock;

  AuthoriseRoutes(
      Clients clients,
      Grants grants,
      Tokens tokens,
      Accounts accounts,
      Sessions sessions,
      String issuer,
      Clock clock) {
    this.clients = clients;
    this.grants = grants;
    this.tokens = tokens;
    this.accounts = accounts;
    this.sessions = sessions;
    this.issuer = issuer;
    this.clock = clock;
  }

  @Override
  public String system() {
    return "S4.3";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/oidc/authorize", "Tells a client who is in, by a code; with PKCE alone.")
            .open()
            .secret()
            .query("client_id", "Who asks.")
            .query("redirect_uri", "Where the browser is sent back to.")
            .query("response_type", "code")
            .query("scope", "openid, and what else is wanted.")
            .query("state", "What is sent back with it.")
            .query("nonce", "What the ID token is to bear.")
            .query("code_challenge", "SHA-256 of a verifier, in base64url.")
            .query("code_challenge_method", "S256")
            .query("prompt", "none or login")
            .query("max_age", "How many seconds ago they may have shown who they are.")
            .gives(303, String.class)
            .write(this::authorise),
        Endpoint.get("/oidc/end-session", "Signs out of everything, as a client asks.")
            .open()
            .secret()
            .query("id_token_hint", "What the client was told.")
            .query("post_logout_redirect_uri", "Where the browser is sent then.")
            .query("state", "What is sent back with it.")
            .gives(303, String.class)
            .writeAfter(this::end));
  }

  private Answer authorise(Request request, Handle tx) {
    Client client =
        request
            .longQuery("client_id")
            .flatMap(id -> clients.find(tx, id))
            .orElseThrow(() -> Refusal.bad("client_id", "is no client of ours"));
    String redirect =
        request
            .longQuery("redirect_uri")
            .filter(client.redirects()::contains)
            .orElseThrow(
                () -> Refusal.bad("redirect_uri", "is not where this client has people sent"));
    try {
      check(request);
      Optional<Session> session = session(request, tx);
      if (session.isEmpty()) {
        return signIn(request, "/sign-in", "login_required");
      }
      if (!session.get().chosen()) {
        return signIn(request, "/choose", "account_selection_required");
      }
      String code =
          grants.code(
              tx,
              client,
              session.get(),
              scopes(request),
              redirect,
              request.longQuery("code_challenge").orElseThrow(),
              request.longQuery("nonce"));
      return back(request, redirect, Map.of("code", code));
    } catch (OAuthFailure e) {
      return back(
          request,
          redirect,
          Map.of("error", e.error(), "error_description", String.valueOf(e.getMessage())));
    }
  }

  private static void check(Request request) {
    if (request.longQuery("request").isPresent() || request.longQuery("request_uri").isPresent()) {
      throw new OAuthFailure("request_not_supported", "say it in the query");
    }
    if (!request.longQuery("response_type").equals(Optional.of("code"))) {
      throw new OAuthFailure("unsupported_response_type", "there are codes alone");
    }
    boolean challenged =
        request
            .longQuery("code_challenge")
            .filter(challenge -> challenge.matches("[A-Za-z0-9_-]{43}"))
            .isPresent();
    if (!challenged || !request.longQuery("code_challenge_method").equals(Optional.of("S256"))) {
      throw OAuthFailure.request("PKCE is needed, with S256");
    }
    if (!scopes(request).contains("openid")) {
      throw new OAuthFailure("invalid_scope", "openid is needed");
    }
    if (request.longQuery("nonce").filter(nonce -> nonce.length() > 255).isPresent()) {
      throw OAuthFailure.request("the nonce is too long");
    }
  }

  private static List<String> scopes(Request request) {
    return request.longQuery("scope").stream()
        .flatMap(all -> Arrays.stream(all.split(" ")))
        .filter(SCOPES::contains)
        .distinct()
        .toList();
  }

  /** Of who is in, and has shown who they are as lately as is wanted. */
  private Optional<Session> session(Request request, Handle tx) {
    if (request.caller().session().isEmpty()) {
      return Optional.empty();
    }
    Session session = sessions.of(tx, request);
    Duration since = Duration.between(session.shown(), clock.instant());
    boolean again = request.query("prompt").equals(Optional.of("login"));
    long most = again ? 60 : request.query("max_age").map(AuthoriseRoutes::seconds).orElse(-1L);
    return most >= 0 && since.toSeconds() > most ? Optional.empty() : Optional.of(session);
  }

  private static long seconds(String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw OAuthFailure.request("max_age must be a number of seconds");
    }
    return Long.parseLong(text);
  }

  /** On a page of ours they do what is missing, and come back. */
  private static Answer signIn(Request request, String page, String missing) {
    if (request.query("prompt").equals(Optional.of("none"))) {
      throw new OAuthFailure(missing, "nobody is in, or nobody has said who watches");
    }
    String query = String.valueOf(request.http().queryString());
    return Answer.redirect(page + "#next=" + encoded("/oidc/authorize?" + query));
  }

  private Answer back(Request request, String redirect, Map<String, String> said) {
    Map<String, String> all = new LinkedHashMap<>(said);
    request.longQuery("state").ifPresent(state -> all.put("state", state));
    all.put("iss", issuer);
    return Answer.redirect(with(redirect, all));
  }

  private static String with(String uri, Map<String, String> fields) {
    String query =
        fields.entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    return uri + (uri.indexOf('?') < 0 ? "?" : "&") + query;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Only who shows what they were told may end it: others ask the person, on our own page. */
  private Function<Handle, Answer> end(Request request) {
    Optional<JWTClaimsSet> hint =
        request.longQuery("id_token_hint").flatMap(token -> tokens.ours(token, JOSEObjectType.JWT));
    return tx -> hint.isEmpty() ? Answer.redirect("/sign-out") : end(request, tx, hint.get());
  }

  private Answer end(Request request, Handle tx, JWTClaimsSet hint) {
    UUID session = UUID.fromString(String.valueOf(hint.getClaim("sid")));
    sessions
        .open(tx, session)
        .ifPresent(
            open -> sessions.end(tx, accounts.get(tx, open.account()), open.id(), "signed-out"));
    Optional<String> there =
        hint.getAudience().stream()
            .findFirst()
            .flatMap(id -> clients.find(tx, id))
            .flatMap(
                client ->
                    request
                        .longQuery("post_logout_redirect_uri")
                        .filter(client.afterSignOut()::contains));
    String state = request.longQuery("state").orElse("");
    Answer answer =
        Answer.redirect(
            there
                .map(uri -> state.isEmpty() ? uri : with(uri, Map.of("state", state)))
                .orElse("/"));
    boolean own = request.caller().session().equals(Optional.of(session));
    return own ? Answers.gone(request, answer) : answer;
  }
}
