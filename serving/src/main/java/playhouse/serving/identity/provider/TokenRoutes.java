package playhouse.serving.identity.provider;

import com.nimbusds.jose.jwk.RSAKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Role;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.Address;
import playhouse.serving.identity.provider.signing.SigningKeys;
import playhouse.serving.identity.sessions.Session;
import playhouse.serving.identity.sessions.Sessions;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Request;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.store.ServicesDatabase;

/** What clients ask themselves: tokens, an end to them, who somebody is, and what we sign with. */
final class TokenRoutes implements Routes {
  private final ServicesDatabase database;
  private final Clients clients;
  private final Grants grants;
  private final Tokens tokens;
  private final SigningKeys keys;
  private final Accounts accounts;
  private final Sessions sessions;
  private final String issuer;

  TokenRoutes(
      ServicesDatabase database,
      Clients clients,
      Grants grants,
      Tokens tokens,
      SigningKeys keys,
      Accounts accounts,
      Sessions sessions,
      String issuer) {
    this.database = database;
    this.clients = clients;
    this.grants = grants;
    this.tokens = tokens;
    this.keys = keys;
    this.accounts = accounts;
    this.sessions = sessions;
    this.issuer = issuer;
  }

  @Override
  public String system() {
    return "S4.3";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/.well-known/openid-configuration", "Where clients find what they ask.")
            .open()
            .read(request -> Answer.ok(about())),
        Endpoint.get("/oidc/jwks", "What we sign with.")
            .open()
            .read(request -> Answer.ok(keys.published().toJSONObject())),
        Endpoint.post("/oidc/token", "Gives tokens for a code, a refresh token, or to a machine.")
            .signed()
            .secret()
            .takesForm(
                "grant_type",
                "code",
                "redirect_uri",
                "code_verifier",
                "refresh_token",
                "scope",
                "client_id",
                "client_secret")
            .writeAfter(
                request -> {
                  RSAKey key = tokens.signing();
                  return tx -> token(request, tx, key);
                }),
        Endpoint.post("/oidc/revoke", "Ends a token, and all that came with it (RFC 7009).")
            .signed()
            .secret()
            .takesForm("token", "client_id", "client_secret")
            .writeAfter(this::revoke),
        Endpoint.get("/oidc/userinfo", "Who somebody is, for who bears an access token.")
            .open()
            .read(this::who));
  }

  private Map<String, Object> about() {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("issuer", issuer);
    about.put("authorization_endpoint", issuer + "/oidc/authorize");
    about.put("token_endpoint", issuer + "/oidc/token");
    about.put("userinfo_endpoint", issuer + "/oidc/userinfo");
    about.put("revocation_endpoint", issuer + "/oidc/revoke");
    about.put("end_session_endpoint", issuer + "/oidc/end-session");
    about.put("jwks_uri", issuer + "/oidc/jwks");
    about.put("response_types_supported", List.of("code"));
    about.put("response_modes_supported", List.of("query"));
    about.put(
        "grant_types_supported",
        List.of("authorization_code", "refresh_token", "client_credentials"));
    about.put("subject_types_supported", List.of("public"));
    about.put("id_token_signing_alg_values_supported", List.of("RS256"));
    about.put("scopes_supported", List.of("openid", "profile", "email", "offline_access", "api"));
    about.put("code_challenge_methods_supported", List.of("S256"));
    about.put(
        "token_endpoint_auth_methods_supported",
        List.of("client_secret_basic", "client_secret_post", "none"));
    about.put("authorization_response_iss_parameter_supported", true);
    about.put("backchannel_logout_supported", true);
    about.put("backchannel_logout_session_supported", true);
    return about;
  }

  private Answer token(Request request, Handle tx, RSAKey key) {
    return told(
        () -> {
          Map<String, String> form = request.form();
          Client client = clients.shown(tx, request.header("Authorization"), form);
          return switch (form.getOrDefault("grant_type", "")) {
            case "authorization_code" ->
                given(
                    tx,
                    grants.take(
                        tx,
                        client,
                        field(form, "code"),
                        field(form, "redirect_uri"),
                        field(form, "code_verifier")),
                    key);
            case "refresh_token" ->
                given(tx, grants.refreshed(tx, client, field(form, "refresh_token")), key);
            case "client_credentials" -> machine(tx, client, form, key);
            default -> throw new OAuthFailure("unsupported_grant_type", "there is no such grant");
          };
        });
  }

  private Answer given(Handle tx, Grants.Taken taken, RSAKey key) {
    if (taken instanceof Grants.Taken.Bad bad) {
      // Told, not thrown: what was put down of it stays.
      return OAuthFailure.grant(bad.why()).answer();
    }
    Grants.Taken.Good good = (Grants.Taken.Good) taken;
    Grant grant = good.grant();
    Optional<Session> session = sessions.open(tx, grant.session().orElseThrow());
    if (session.isEmpty()) {
      return OAuthFailure.grant("they have signed out").answer();
    }
    Map<String, Object> told = told(grant, key);
    String access = String.valueOf(told.get("access_token"));
    told.put("id_token", tokens.identity(grant, session.get(), good.nonce(), access, key));
    if (grant.scopes().contains("offline_access")) {
      told.put("refresh_token", grants.refresh(tx, grant));
    }
    return Answer.ok(told);
  }

  private Answer machine(Handle tx, Client client, Map<String, String> form, RSAKey key) {
    String role =
        client
            .role()
            .map(Role::text)
            .orElseThrow(() -> new OAuthFailure("unauthorized_client", "this is no machine"));
    if (!form.getOrDefault("scope", role).equals(role)) {
      throw new OAuthFailure("invalid_scope", "it may have the scope " + role + " alone");
    }
    return Answer.ok(told(grants.machine(tx, client, role), key));
  }

  private Map<String, Object> told(Grant grant, RSAKey key) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("access_token", tokens.access(grant, key));
    told.put("token_type", "Bearer");
    told.put("expires_in", Tokens.GOOD_FOR.toSeconds());
    told.put("scope", String.join(" ", grant.scopes()));
    return told;
  }

  /** Whether or not there was such a token is not told. */
  private Function<Handle, Answer> revoke(Request request) {
    Map<String, String> form = request.form();
    Optional<Grant> access = tokens.grant(form.getOrDefault("token", ""));
    return tx -> told(() -> revoke(request, form, access, tx));
  }

  private Answer revoke(
      Request request, Map<String, String> form, Optional<Grant> access, Handle tx) {
    Client client = clients.shown(tx, request.header("Authorization"), form);
    String token = field(form, "token");
    access
        .or(() -> grants.of(tx, token))
        .filter(grant -> grant.client().equals(client.id()))
        .ifPresent(grant -> grants.revoke(tx, grant.id(), "revoked"));
    return Answer.ok(Map.of());
  }

  private Answer who(Request request) {
    Optional<Grant> grant =
        request
            .header("Authorization")
            .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
            .flatMap(header -> tokens.grant(header.substring(7).strip()))
            .filter(each -> each.scopes().contains("openid"));
    return database.read(
        handle ->
            grant
                .flatMap(each -> who(handle, each))
                .map(Answer::ok)
                .orElseGet(
                    () ->
                        Answer.of(401, Map.of("error", "invalid_token"))
                            .with("WWW-Authenticate", "Bearer error=\"invalid_token\"")));
  }

  /** Empty if they have signed out a moment ago. */
  private Optional<Map<String, Object>> who(Handle handle, Grant grant) {
    return sessions
        .open(handle, grant.session().orElseThrow())
        .map(session -> who(grant, accounts.get(handle, session.account())));
  }

  private static Map<String, Object> who(Grant grant, Account account) {
    Map<String, Object> who = new LinkedHashMap<>();
    who.put("sub", grant.person().orElseThrow());
    grant.caller().ifPresent(staff -> who.put("roles", List.of(staff.role().text())));
    if (grant.scopes().contains("profile")) {
      who.put("locale", account.language());
    }
    if (grant.scopes().contains("email")) {
      account
          .address(Address.Kind.EMAIL)
          .ifPresent(
              address -> {
                who.put("email", address.value());
                who.put("email_verified", true);
              });
    }
    return who;
  }

  private static Answer told(Supplier<Answer> work) {
    try {
      return work.get();
    } catch (OAuthFailure e) {
      return e.answer();
    }
  }

  private static String field(Map<String, String> form, String name) {
    return Optional.ofNullable(form.get(name))
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> OAuthFailure.request(name + " is missing"));
  }
}
