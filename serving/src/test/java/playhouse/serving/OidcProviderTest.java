package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Account;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;

/** Signing people in for a console, and machines, as any client of OpenID Connect would have it. */
class OidcProviderTest {
  private static final String ISSUER = "http://localhost:1";
  private static final String CONSOLE = "https://console.example.org/back";
  private static final String AGREED = "{\"terms\":\"2026-11\",\"privacy\":\"2026-11\"}";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> told = new CopyOnWriteArrayList<>();
  private static Post post;
  private static House house;
  private static House admin;
  private static Facts<Account> facts;
  private static HttpServer client;
  private static String secret = "";
  private static Browser browser;
  private static UUID person;

  @BeforeAll
  static void open() throws IOException {
    post = new Post();
    client = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    client.createContext(
        "/left",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          told.add(URLDecoder.decode(body, StandardCharsets.UTF_8).replace("logout_token=", ""));
          // Once it does not answer as it should.
          exchange.sendResponseHeaders(told.size() == 1 ? 500 : 204, -1);
          exchange.close();
        });
    client.start();
    String kafka = Broker.shared().address();
    house =
        House.starting(
            kafka,
            Map.of(
                "PLAYHOUSE_SMTP_URL", post.server.url().toString(), "PLAYHOUSE_WEB_URL", ISSUER));
    house.await("/ready", answer -> answer.status() == 200);
    admin = house.as(Ground.token("admin.ada"));
    facts = new Facts<>(kafka, Family.ACCOUNT.topic(), Account.class);
    House.Answer added =
        admin.post(
            "/v1/clients",
            "{\"id\":\"console\",\"title\":\"Console\",\"redirects\":[\""
                + CONSOLE
                + "\"],\"afterSignOut\":[\"https://console.example.org/bye\"],\"told\":\"http://127.0.0.1:"
                + client.getAddress().getPort()
                + "/left\"}");
    assertThat(added.status()).as(added.body()).isEqualTo(201);
    secret = added.text("secret");
    browser = joined();
    person = UUID.fromString(browser.get("/v1/account").text("person"));
  }

  @AfterAll
  static void close() {
    facts.close();
    house.close();
    client.stop(0);
    post.close();
  }

  private static Browser joined() {
    Browser fresh = new Browser(house.as(""));
    String address = "c" + UUID.randomUUID().toString().replace("-", "") + "@example.org";
    String form = "{\"address\":\"" + address + "\",\"password\":\"tall-otter-sings-late\"}";
    String at = "/v1/sign-up/" + fresh.post("/v1/sign-up", form).text("id");
    fresh.post(at + "/verify", "{\"code\":\"" + post.code(address, "Your code", 1) + "\"}");
    assertThat(fresh.post(at + "/accept", AGREED).status()).isEqualTo(201);
    return fresh;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** What a client asks for, as it should. */
  private static Map<String, String> asked(CodeVerifier verifier) {
    return new HashMap<>(
        Map.of(
            "client_id", "console",
            "redirect_uri", CONSOLE,
            "response_type", "code",
            "scope", "openid email offline_access",
            "state", "s t&ate",
            "nonce", "n-1",
            "code_challenge", CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue(),
            "code_challenge_method", "S256"));
  }

  private static House.Answer authorise(Browser who, Map<String, String> asked) {
    return who.get("/oidc/authorize?" + form(asked));
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  /** A field of the query that a browser is sent back with; empty if there is none. */
  private static String said(House.Answer answer, String field) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(303);
    String query = String.valueOf(URI.create(answer.header("Location")).getRawQuery());
    for (String each : query.split("&", -1)) {
      if (each.startsWith(field + "=")) {
        return URLDecoder.decode(each.substring(field.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  private static String code(Browser who, CodeVerifier verifier) {
    String code = said(authorise(who, asked(verifier)), "code");
    assertThat(code).isNotEmpty();
    return code;
  }

  private record Told(int status, JsonNode json) {
    private String text(String field) {
      return json.path(field).asText();
    }
  }

  private static Told ask(String path, String id, String password, Map<String, String> fields) {
    String basic =
        Base64.getEncoder().encodeToString((id + ":" + password).getBytes(StandardCharsets.UTF_8));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + house.port() + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(fields)));
    if (!id.isEmpty()) {
      request.header("Authorization", "Basic " + basic);
    }
    try {
      HttpResponse<String> answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Told(answer.statusCode(), JSON.readTree(answer.body()));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Told token(Map<String, String> fields) {
    return ask("/oidc/token", "console", secret, fields);
  }

  private static Told exchange(String code, CodeVerifier verifier) {
    return token(
        Map.of(
            "grant_type",
            "authorization_code",
            "code",
            code,
            "redirect_uri",
            CONSOLE,
            "code_verifier",
            verifier.getValue()));
  }

  private static Told refresh(String token) {
    return token(Map.of("grant_type", "refresh_token", "refresh_token", token));
  }

  private static JWTClaimsSet read(String token) throws Exception {
    JWKSet keys = JWKSet.parse(house.as("").get("/oidc/jwks").body());
    SignedJWT jwt = SignedJWT.parse(token);
    assertThat(
            jwt.verify(
                new RSASSAVerifier(
                    keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey().toRSAPublicKey())))
        .isTrue();
    return jwt.getJWTClaimsSet();
  }

  private static House bearer(Told told) {
    return house.as(told.text("access_token"));
  }

  @Test
  void aConsoleIsToldWhoIsIn() throws Exception {
    OIDCProviderMetadata about =
        OIDCProviderMetadata.parse(house.as("").get("/.well-known/openid-configuration").body());
    assertThat(about.getIssuer().getValue()).isEqualTo(ISSUER);
    assertThat(about.getCodeChallengeMethods()).containsExactly(CodeChallengeMethod.S256);
    assertThat(house.as("").get("/oidc/jwks").body()).doesNotContain("\"d\"");

    CodeVerifier verifier = new CodeVerifier();
    House.Answer back = authorise(browser, asked(verifier));
    assertThat(back.header("Location")).startsWith(CONSOLE + "?");
    assertThat(said(back, "state")).isEqualTo("s t&ate");
    assertThat(said(back, "iss")).isEqualTo(ISSUER);
    Told told = exchange(said(back, "code"), verifier);
    assertThat(told.status()).as(told.toString()).isEqualTo(200);
    JWTClaimsSet claims = read(told.text("id_token"));
    assertThat(claims.getIssuer()).isEqualTo(ISSUER);
    assertThat(claims.getSubject()).isEqualTo(person.toString());
    assertThat(claims.getAudience()).containsExactly("console");
    assertThat(claims.getStringClaim("nonce")).isEqualTo("n-1");
    assertThat(claims.getStringListClaim("amr")).containsExactly("password");
    House.Answer who = bearer(told).get("/oidc/userinfo");
    assertThat(who.text("sub")).isEqualTo(person.toString());
    assertThat(who.text("email")).endsWith("@example.org");
    assertThat(bearer(told).get("/v1/account").status())
        .as("it was not let in to that")
        .isEqualTo(401);
    assertThat(house.as(told.text("id_token")).get("/oidc/userinfo").status()).isEqualTo(401);
  }

  @Test
  void whoIsNotInSignsInFirst() {
    Browser nobody = new Browser(house.as(""));
    Map<String, String> asked = asked(new CodeVerifier());
    assertThat(authorise(nobody, asked).header("Location")).startsWith("/sign-in#next=%2Foidc");
    asked.put("prompt", "none");
    assertThat(said(authorise(nobody, asked), "error")).isEqualTo("login_required");
    asked.put("max_age", "0");
    Ground.change(
        Ground.settings().getOrDefault("PLAYHOUSE_SERVICES_URI", ""),
        "update identity.session set shown = shown - interval '2 seconds' where person = '"
            + person
            + "'");
    assertThat(said(authorise(browser, asked), "error")).isEqualTo("login_required");
  }

  @Test
  void nobodyIsSentWhereTheClientDidNotSay() {
    for (String there :
        List.of(
            "https://evil.example",
            CONSOLE + "/more",
            CONSOLE + "?x=1",
            "https://console.example.org",
            CONSOLE.replace("https", "http"),
            CONSOLE + "#")) {
      Map<String, String> asked = asked(new CodeVerifier());
      asked.put("redirect_uri", there);
      House.Answer answer = authorise(browser, asked);
      assertThat(answer.status()).as(there).isEqualTo(400);
      assertThat(answer.header("Location")).isEmpty();
    }
    Map<String, String> asked = asked(new CodeVerifier());
    asked.put("client_id", "nobody");
    assertThat(authorise(browser, asked).text("parameter")).isEqualTo("client_id");
  }

  @Test
  void withoutAProofOfTheVerifierThereIsNothing() {
    Map<String, String> plain = asked(new CodeVerifier());
    plain.put("code_challenge_method", "plain");
    assertThat(said(authorise(browser, plain), "error")).isEqualTo("invalid_request");
    Map<String, String> none = asked(new CodeVerifier());
    none.remove("code_challenge");
    none.remove("code_challenge_method");
    assertThat(said(authorise(browser, none), "error")).isEqualTo("invalid_request");
    Map<String, String> implicit = asked(new CodeVerifier());
    implicit.put("response_type", "id_token");
    assertThat(said(authorise(browser, implicit), "error")).isEqualTo("unsupported_response_type");

    CodeVerifier verifier = new CodeVerifier();
    String code = code(browser, verifier);
    assertThat(
            token(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", CONSOLE))
                .text("error"))
        .isEqualTo("invalid_request");
    assertThat(exchange(code, new CodeVerifier()).text("error")).isEqualTo("invalid_grant");
    assertThat(exchange(code, verifier).text("error"))
        .as("it was tried by who does not have it")
        .isEqualTo("invalid_grant");
  }

  @Test
  void aCodeIsForOneClientAndOnePlace() {
    CodeVerifier verifier = new CodeVerifier();
    String code = code(browser, verifier);
    assertThat(
            token(
                    Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        "https://console.example.org/other",
                        "code_verifier",
                        verifier.getValue()))
                .text("error"))
        .isEqualTo("invalid_grant");
    Told wrong = ask("/oidc/token", "console", "wrong", Map.of("grant_type", "refresh_token"));
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.text("error")).isEqualTo("invalid_client");
    assertThat(ask("/oidc/token", "", "", Map.of("client_id", "console")).text("error"))
        .as("who has a secret shows it")
        .isEqualTo("invalid_client");
    assertThat(token(Map.of("grant_type", "password")).text("error"))
        .isEqualTo("unsupported_grant_type");
  }

  @Test
  void aCodeThatComesTwiceEndsWhatFollowedFromIt() {
    CodeVerifier verifier = new CodeVerifier();
    String code = code(browser, verifier);
    Told first = exchange(code, verifier);
    assertThat(bearer(first).get("/oidc/userinfo").status()).isEqualTo(200);
    assertThat(exchange(code, verifier).text("error")).isEqualTo("invalid_grant");
    assertThat(bearer(first).get("/oidc/userinfo").status()).isEqualTo(401);
    assertThat(refresh(first.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
  }

  @Test
  void aRefreshTokenThatComesTwiceEndsAllOfItsFamily() {
    CodeVerifier verifier = new CodeVerifier();
    Told first = exchange(code(browser, verifier), verifier);
    Told second = refresh(first.text("refresh_token"));
    assertThat(second.status()).as(second.toString()).isEqualTo(200);
    assertThat(second.text("refresh_token")).isNotEqualTo(first.text("refresh_token"));
    assertThat(bearer(second).get("/oidc/userinfo").status()).isEqualTo(200);
    assertThat(refresh(first.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
    assertThat(refresh(second.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
    assertThat(bearer(second).get("/oidc/userinfo").status()).isEqualTo(401);
    facts.await(
        fact ->
            fact.getType().equals("token.refreshed")
                && person.equals(fact.getEnvelope().getPerson())
                && fact.getTokenRefreshed().getClient().equals("console"));
    facts.await(
        fact ->
            fact.getType().equals("token.revoked")
                && person.equals(fact.getEnvelope().getPerson())
                && fact.getTokenRevoked().getReason().equals("reused"));
  }

  @Test
  void aTokenIsGivenBack() {
    CodeVerifier verifier = new CodeVerifier();
    Told told = exchange(code(browser, verifier), verifier);
    Map<String, String> form = Map.of("token", told.text("refresh_token"));
    assertThat(ask("/oidc/revoke", "console", "wrong", form).status()).isEqualTo(401);
    assertThat(ask("/oidc/revoke", "console", secret, form).status()).isEqualTo(200);
    assertThat(ask("/oidc/revoke", "console", secret, form).status()).isEqualTo(200);
    assertThat(bearer(told).get("/oidc/userinfo").status()).isEqualTo(401);
    assertThat(refresh(told.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
  }

  @Test
  void whoSignsOutIsSignedOutOfTheConsoleWhichIsTold() throws Exception {
    Browser other = joined();
    CodeVerifier verifier = new CodeVerifier();
    Told told = exchange(code(other, verifier), verifier);
    JWTClaimsSet claims = read(told.text("id_token"));
    House.Answer out =
        other.get(
            "/oidc/end-session?id_token_hint="
                + told.text("id_token")
                + "&state=z&post_logout_redirect_uri="
                + encoded("https://console.example.org/bye"));
    assertThat(out.header("Location")).isEqualTo("https://console.example.org/bye?state=z");
    assertThat(other.get("/v1/account").status()).isEqualTo(401);
    Await.until(
        "the console is told, again after it failed",
        Duration.ofSeconds(30),
        () -> OidcProviderTest.told.size() >= 2);
    JWTClaimsSet left = read(OidcProviderTest.told.get(1));
    assertThat(left.getSubject()).isEqualTo(claims.getSubject());
    assertThat(left.getStringClaim("sid")).isEqualTo(claims.getStringClaim("sid"));
    assertThat(left.getClaims()).containsKey("events").doesNotContainKey("nonce");
    assertThat(bearer(told).get("/oidc/userinfo").status()).isEqualTo(401);
    assertThat(refresh(told.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
  }

  @Test
  void nobodyIsSignedOutByALink() {
    Browser other = joined();
    for (String query : List.of("", "?id_token_hint=a.b.c", "?id_token_hint=" + unsigned())) {
      House.Answer out = other.get("/oidc/end-session" + query);
      assertThat(out.header("Location")).isEqualTo("/sign-out");
    }
    assertThat(other.get("/v1/account").status()).isEqualTo(200);
  }

  private static String unsigned() {
    return new com.nimbusds.jwt.PlainJWT(new JWTClaimsSet.Builder().issuer(ISSUER).build())
        .serialize();
  }

  @Test
  void aMachineIsLetInAsWhatItIsAndNotElsewhere() {
    House.Answer added =
        admin.post(
            "/v1/clients", "{\"id\":\"set-top\",\"title\":\"Set-top box\",\"role\":\"service\"}");
    String own = added.text("secret");
    Map<String, String> form = Map.of("grant_type", "client_credentials");
    Told told = ask("/oidc/token", "set-top", own, form);
    assertThat(told.status()).as(told.toString()).isEqualTo(200);
    assertThat(told.json().has("refresh_token")).isFalse();
    assertThat(bearer(told).get("/metrics").status()).isEqualTo(200);
    assertThat(bearer(told).get("/v1/clients").status()).isEqualTo(403);
    assertThat(bearer(told).get("/v1/account").status()).isEqualTo(403);
    assertThat(bearer(told).get("/oidc/userinfo").status()).isEqualTo(401);
    String access = told.text("access_token");
    String changed = access.substring(0, access.length() - 8) + "AAAAAAAA";
    assertThat(house.as(changed).get("/metrics").status()).isEqualTo(401);
    assertThat(
            ask(
                    "/oidc/token",
                    "set-top",
                    own,
                    Map.of("grant_type", "client_credentials", "scope", "admin"))
                .text("error"))
        .isEqualTo("invalid_scope");
    assertThat(token(form).text("error")).isEqualTo("unauthorized_client");
    assertThat(
            ask("/oidc/token", "", "", Map.of("client_id", "set-top", "client_secret", own))
                .text("error"))
        .isEqualTo("unsupported_grant_type");

    assertThat(admin.get("/v1/clients").body()).contains("set-top").doesNotContain(own);
    assertThat(house.get("/v1/clients").status()).as("a machine asks").isEqualTo(403);
    assertThat(admin.delete("/v1/clients/set-top").status()).isEqualTo(204);
    assertThat(bearer(told).get("/metrics").status()).isEqualTo(401);
    assertThat(ask("/oidc/token", "set-top", own, form).text("error")).isEqualTo("invalid_client");
    assertThat(
            admin
                .post("/v1/clients", "{\"id\":\"set-top\",\"title\":\"x\",\"role\":\"service\"}")
                .text("type"))
        .endsWith(":client_taken");
  }

  @Test
  void aClientIsLetInOnlyWithAddressesThatPeopleMayBeSentTo() {
    for (String there :
        List.of(
            "http://console.example.org/back",
            "https://console.example.org/#x",
            "https://u@console.example.org/",
            "javascript:alert(1)",
            "/relative/path")) {
      House.Answer answer =
          admin.post(
              "/v1/clients",
              "{\"id\":\"bad-one\",\"title\":\"x\",\"redirects\":[\"" + there + "\"]}");
      assertThat(answer.status()).as(there).isEqualTo(400);
      assertThat(answer.text("parameter")).isEqualTo("redirects");
    }
    assertThat(
            admin
                .post("/v1/clients", "{\"id\":\"bad-one\",\"title\":\"x\",\"role\":\"admin\"}")
                .text("parameter"))
        .isEqualTo("role");
  }

  @Test
  void aPageWithoutASecretHasPeopleSignedInByPkce() {
    admin.post(
        "/v1/clients",
        "{\"id\":\"page\",\"title\":\"Page\",\"open\":true,\"redirects\":[\"" + CONSOLE + "\"]}");
    CodeVerifier verifier = new CodeVerifier();
    Map<String, String> asked = asked(verifier);
    asked.put("client_id", "page");
    asked.put("scope", "openid api");
    String code = said(authorise(browser, asked), "code");
    Map<String, String> form =
        new HashMap<>(
            Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                "page",
                "code",
                code,
                "redirect_uri",
                CONSOLE,
                "code_verifier",
                verifier.getValue()));
    assertThat(token(form).text("error")).as("given to another").isEqualTo("invalid_grant");
    form.put("code", said(authorise(browser, asked), "code"));
    Told told = ask("/oidc/token", "", "", form);
    assertThat(told.status()).as(told.toString()).isEqualTo(200);
    assertThat(told.json().has("refresh_token")).isFalse();
    assertThat(bearer(told).get("/v1/people/" + person + "/entitlement").status()).isEqualTo(200);
    assertThat(bearer(told).get("/v1/people/" + UUID.randomUUID() + "/entitlement").status())
        .isEqualTo(404);
    assertThat(bearer(told).get("/v1/account").text("type"))
        .as("it has no session")
        .endsWith(":no_session");
  }

  @Test
  void aMachineIsLetInByAKeyUntilItIsTakenAway() {
    House.Answer added = admin.post("/v1/api-keys", "{\"name\":\"kiosk\",\"days\":2}");
    assertThat(added.status()).as(added.body()).isEqualTo(201);
    House machine = house.as(added.text("secret"));
    assertThat(machine.get("/metrics").status()).isEqualTo(200);
    assertThat(machine.get("/v1/api-keys").status()).isEqualTo(403);
    House.Answer all = admin.get("/v1/api-keys");
    assertThat(all.items("name")).contains("kiosk");
    assertThat(all.body()).doesNotContain(added.text("secret")).contains("\"used\"");
    String id = added.json().at("/key/id").asText();
    assertThat(admin.delete("/v1/api-keys/" + id).status()).isEqualTo(204);
    assertThat(machine.get("/metrics").status()).isEqualTo(401);
    assertThat(admin.delete("/v1/api-keys/" + id).status()).isEqualTo(404);
    String old = admin.post("/v1/api-keys", "{\"name\":\"kiosk\",\"days\":1}").text("secret");
    Ground.change(
        Ground.settings().getOrDefault("PLAYHOUSE_SERVICES_URI", ""),
        "update identity.api_key set expires = now() - interval '1 second' where name = 'kiosk'");
    assertThat(house.as(old).get("/metrics").status()).isEqualTo(401);
  }
}
