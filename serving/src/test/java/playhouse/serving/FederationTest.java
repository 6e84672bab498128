package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Account;
import playhouse.counterparts.oidc.Client;
import playhouse.counterparts.oidc.Fault;
import playhouse.counterparts.oidc.OidcServer;
import playhouse.counterparts.oidc.Person;
import playhouse.testbed.Broker;

/** Coming in through another provider, which is a real one, and sometimes a bad one. */
class FederationTest {
  private static final String PASSWORD = "tall-otter-sings-late";
  private static final String AGREED = "{\"terms\":\"2026-11\",\"privacy\":\"2026-11\"}";
  private static final String WEB = "http://localhost:1";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Map<String, OidcServer> servers = new LinkedHashMap<>();
  private static Post post;
  private static House house;
  private static House nobody;
  private static Facts<Account> facts;

  @BeforeAll
  static void open() throws IOException {
    post = new Post();
    List<String> entries = new ArrayList<>();
    for (String name : List.of("good", "other", "huge", "slow", "moved", "impostor", "inward")) {
      URI back = URI.create(WEB + "/sso/" + name + "/callback");
      OidcServer server =
          OidcServer.open(
              new Client("playhouse", "a-secret-of-" + name + "-".repeat(32), back, back));
      servers.put(name, server);
      entries.add(
          "{\"name\":\"%s\",\"issuer\":\"%s\",\"client\":\"playhouse\",\"secret\":\"%s\",\"mail\":true,\"loopback\":true}"
              .formatted(name, server.issuer(), "a-secret-of-" + name + "-".repeat(32)));
    }
    for (Fault fault : List.of(Fault.HUGE, Fault.SLOW, Fault.MOVED, Fault.IMPOSTOR, Fault.INWARD)) {
      server(fault.name().toLowerCase(java.util.Locale.ROOT)).plan(fault);
    }
    Path file = Files.createTempFile("sso-", ".json");
    Files.writeString(file, entries.toString());
    String kafka = Broker.shared().address();
    house =
        House.starting(
            kafka,
            Map.of(
                "PLAYHOUSE_SMTP_URL", post.server.url().toString(),
                "PLAYHOUSE_WEB_URL", WEB,
                "PLAYHOUSE_SSO_PROVIDERS", file.toString()));
    house.await("/ready", answer -> answer.status() == 200);
    nobody = house.as("");
    facts = new Facts<>(kafka, Family.ACCOUNT.topic(), Account.class);
    server("good").tell(told("good"));
  }

  @AfterAll
  static void close() {
    facts.close();
    house.close();
    servers.values().forEach(OidcServer::close);
    post.close();
  }

  private static OidcServer server(String name) {
    return java.util.Objects.requireNonNull(servers.get(name));
  }

  private static URI told(String provider) {
    return URI.create(
        "http://127.0.0.1:" + house.port() + "/sso/" + provider + "/backchannel-logout");
  }

  /** Somebody whom nobody knows yet. */
  private static Person somebody(String provider) {
    String subject = "s" + UUID.randomUUID().toString().replace("-", "");
    Person person = new Person(subject, subject + "@example.org", true);
    server(provider).add(person);
    return person;
  }

  /** Leaves; where the provider sends the browser back to. */
  private static String leave(Browser browser, String provider, Person who) {
    House.Answer leaving =
        browser.post("/v1/sign-in/sso/" + provider, "{\"next\":\"/titles?new=1\"}");
    assertThat(leaving.status()).as(leaving.body()).isEqualTo(200);
    return sent(leaving.text("url"), who);
  }

  private static String sent(String url, Person who) {
    try {
      HttpRequest asked =
          HttpRequest.newBuilder(URI.create(url + "&login_hint=" + who.subject())).build();
      HttpResponse<String> answer = HTTP.send(asked, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
      return Browser.path(answer.headers().firstValue("Location").orElseThrow());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** There and back; where the browser ends. */
  private static String come(Browser browser, String provider, Person who) {
    return back(browser, leave(browser, provider, who));
  }

  private static String back(Browser browser, String at) {
    House.Answer back = browser.get(at);
    assertThat(back.status()).as(back.body()).isEqualTo(303);
    return back.header("Location");
  }

  /** Somebody new, with an account that was opened through a provider. */
  private static Browser opened(String provider, Person who) {
    Browser browser = new Browser(nobody);
    assertThat(come(browser, provider, who)).isEqualTo(arrival(provider));
    House.Answer in = browser.post("/v1/sign-in/arrival/accept", AGREED);
    assertThat(in.status()).as(in.body()).isEqualTo(201);
    return browser;
  }

  /** Somebody new, with an account that was opened by mail. */
  private static Browser joined(String address) {
    Browser browser = new Browser(nobody);
    String form = "{\"address\":\"" + address + "\",\"password\":\"" + PASSWORD + "\"}";
    String at = "/v1/sign-up/" + browser.post("/v1/sign-up", form).text("id");
    String code = post.code(address, "Your code", 1);
    browser.post(at + "/verify", "{\"code\":\"" + code + "\"}");
    House.Answer joined = browser.post(at + "/accept", AGREED);
    assertThat(joined.status()).as(joined.body()).isEqualTo(201);
    return browser;
  }

  private static String link(Browser browser, String provider, Person who) {
    House.Answer leaving = browser.post("/v1/account/identities/" + provider, "");
    assertThat(leaving.status()).as(leaving.body()).isEqualTo(200);
    return back(browser, sent(leaving.text("url"), who));
  }

  private static void age(String session) {
    Ground.change(
        Ground.settings().getOrDefault("PLAYHOUSE_SERVICES_URI", ""),
        "update identity.session set shown = shown - interval '11 minutes' where id = '"
            + session
            + "'");
  }

  private static String session(Browser browser) {
    return browser.get("/v1/sessions").json().at("/items/0/id").asText();
  }

  /** Where somebody ends whom no account knows; where they wanted to go is not forgotten. */
  private static String arrival(String provider) {
    return "/sign-in#arrival=" + provider + "&next=%2Ftitles%3Fnew%3D1";
  }

  @Test
  void whoIsNewOpensAnAccountAndIsKnownFromThenOn() {
    assertThat(nobody.get("/v1/sign-in/sso").items("provider")).contains("good", "other");
    Person who = somebody("good");
    Browser browser = new Browser(nobody);
    assertThat(come(browser, "good", who)).isEqualTo(arrival("good"));
    House.Answer stranger = browser.get("/v1/sign-in/arrival");
    assertThat(stranger.text("mail")).isEqualTo(who.mail());
    assertThat(stranger.json().path("toAgree")).hasSize(2);
    assertThat(new Browser(nobody).get("/v1/sign-in/arrival").status()).isEqualTo(401);
    assertThat(
            browser
                .post("/v1/sign-in/arrival/accept", AGREED.replace("11", "10"))
                .text("parameter"))
        .isEqualTo("privacy");
    House.Answer in = browser.post("/v1/sign-in/arrival/accept", AGREED);
    assertThat(in.status()).as(in.body()).isEqualTo(201);
    assertThat(in.json().has("token")).isFalse();
    assertThat(browser.post("/v1/sign-in/arrival/accept", AGREED).status()).isEqualTo(401);
    UUID person = UUID.fromString(browser.get("/v1/account").text("person"));

    Browser later = new Browser(nobody);
    assertThat(come(later, "good", who)).isEqualTo("/titles?new=1");
    House.Answer account = later.get("/v1/account");
    assertThat(account.text("person")).isEqualTo(person.toString());
    assertThat(account.json().at("/shownBy/0").asText()).isEqualTo("sso");
    assertThat(later.get("/v1/account/identities").items("provider")).containsExactly("good");
    for (String type : List.of("account.created", "identity.linked", "sso.signed.in")) {
      Account fact =
          facts.await(
              each -> person.equals(each.getEnvelope().getPerson()) && each.getType().equals(type));
      assertThat(fact.toString()).doesNotContain(who.subject());
    }
  }

  @Test
  void anAddressThatIsTheSameMakesNobodyTheSame() {
    Person who = somebody("good");
    Browser victim = joined(who.mail());
    Browser browser = new Browser(nobody);
    assertThat(come(browser, "good", who)).isEqualTo(arrival("good"));
    assertThat(browser.get("/v1/account").status()).isEqualTo(401);
    assertThat(browser.post("/v1/sign-in/arrival/accept", AGREED).text("type"))
        .endsWith(":address_taken");
    assertThat(browser.get("/v1/account").status()).isEqualTo(401);
    assertThat(victim.get("/v1/account/identities").items("provider")).isEmpty();
    // Who shows that it is theirs links it.
    assertThat(link(victim, "good", who)).isEqualTo("/account");
    assertThat(come(browser, "good", who)).isEqualTo("/titles?new=1");
  }

  @Test
  void anAddressThatTheProviderDoesNotVouchForOpensNothing() {
    Person who = new Person("u" + UUID.randomUUID(), "president@example.org", false);
    server("good").add(who);
    Browser browser = new Browser(nobody);
    assertThat(come(browser, "good", who)).isEqualTo(arrival("good"));
    assertThat(browser.get("/v1/sign-in/arrival").json().has("mail")).isFalse();
    assertThat(browser.post("/v1/sign-in/arrival/accept", AGREED).text("type"))
        .endsWith(":no_address");
  }

  @Test
  void theSameSubjectAtAnotherProviderIsSomebodyElse() {
    Person who = somebody("good");
    opened("good", who);
    server("other").add(who);
    assertThat(come(new Browser(nobody), "other", who)).isEqualTo(arrival("other"));
  }

  static Stream<Fault> lies() {
    return EnumSet.range(Fault.ALG_NONE, Fault.NONSENSE).stream();
  }

  @ParameterizedTest
  @MethodSource("lies")
  void whatIsNotToBeBelievedLetsNobodyIn(Fault fault) {
    Person who = somebody("good");
    opened("good", who);
    Browser browser = new Browser(nobody);
    server("good").plan(fault);
    assertThat(come(browser, "good", who)).isEqualTo("/sign-in#problem=sso_failed");
    assertThat(browser.get("/v1/account").status()).isEqualTo(401);
    assertThat(browser.get("/v1/sign-in/arrival").status()).isEqualTo(401);

    Browser owner = joined("l" + UUID.randomUUID() + "@example.org");
    Person other = somebody("good");
    server("good").plan(fault);
    assertThat(link(owner, "good", other)).isEqualTo("/sign-in#problem=sso_failed");
    assertThat(owner.get("/v1/account/identities").items("provider")).isEmpty();
  }

  @Test
  void aProviderThatIsSilentIsNotWaitedForWithoutEnd() {
    Person who = somebody("good");
    Browser browser = new Browser(nobody);
    server("good").plan(Fault.SILENT);
    Instant begun = Instant.now();
    assertThat(come(browser, "good", who)).isEqualTo("/sign-in#problem=unavailable");
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void whoeverSaysNoThereIsNotInHere() {
    Browser browser = new Browser(nobody);
    server("good").plan(Fault.REFUSE);
    assertThat(come(browser, "good", somebody("good"))).isEqualTo("/sign-in#problem=sso_refused");
  }

  @Test
  void aBrowserThatIsSentBackByAnotherIsNotBelieved() {
    for (Fault fault : List.of(Fault.MIXED_UP, Fault.NAMELESS)) {
      Browser browser = new Browser(nobody);
      server("good").plan(fault);
      assertThat(come(browser, "good", somebody("good")))
          .as(fault.name())
          .isEqualTo("/sign-in#problem=sso_failed");
      assertThat(browser.get("/v1/sign-in/arrival").status()).isEqualTo(401);
    }
    // Begun with one provider, ended at another's door.
    Browser browser = new Browser(nobody);
    String at = leave(browser, "good", somebody("good"));
    assertThat(back(browser, at.replace("/sso/good/", "/sso/other/")))
        .isEqualTo("/sign-in#problem=sso_over");
  }

  @Test
  void whoComesBackComesOnceAndInTheBrowserThatTheyLeftFrom() {
    Person who = somebody("good");
    opened("good", who);
    Browser browser = new Browser(nobody);
    String at = leave(browser, "good", who);
    // A link that somebody is made to follow signs nobody in as another.
    Browser victim = new Browser(nobody);
    assertThat(back(victim, at)).isEqualTo("/sign-in#problem=sso_over");
    leave(victim, "good", somebody("good"));
    assertThat(back(victim, at)).isEqualTo("/sign-in#problem=sso_over");
    assertThat(victim.get("/v1/account").status()).isEqualTo(401);
    // Nor did it keep its owner out.
    String ticket = browser.cookie("playhouse-sso");
    assertThat(back(browser, at)).isEqualTo("/titles?new=1");
    Browser again = new Browser(nobody);
    again.cookie("playhouse-sso", ticket);
    assertThat(back(again, at)).isEqualTo("/sign-in#problem=sso_over");
    assertThat(back(again, at.replaceFirst("state=[^&]*", "state=made-up")))
        .isEqualTo("/sign-in#problem=sso_over");
  }

  @Test
  void aCodeOfAnotherSignInIsWorthNothing() {
    Person who = somebody("good");
    String stolen = leave(new Browser(nobody), "good", who);
    Browser thief = new Browser(nobody);
    String own = leave(thief, "good", somebody("good"));
    String code = stolen.replaceFirst(".*[?&](code=[^&]*).*", "$1");
    assertThat(back(thief, own.replaceFirst("code=[^&]*", code)))
        .as("the verifier is another")
        .isEqualTo("/sign-in#problem=sso_failed");
    assertThat(thief.get("/v1/sign-in/arrival").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "/\\\\evil.example",
        "https://evil.example",
        "evil",
        "javascript:alert(1)",
        "/a b",
        "/\\tevil",
        "/a\\r\\nSet-Cookie: x=y",
        ""
      })
  void nobodyIsSentToAnotherSite(String next) {
    House.Answer answer = nobody.post("/v1/sign-in/sso/good", "{\"next\":\"" + next + "\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("parameter")).isEqualTo("next");
  }

  @ParameterizedTest
  @ValueSource(strings = {"huge", "slow", "moved", "impostor", "inward"})
  void aDescriptionThatIsNotAsItMustBeIsNotUsed(String provider) {
    Instant begun = Instant.now();
    assertThat(nobody.post("/v1/sign-in/sso/" + provider, "{}").status()).isEqualTo(503);
    // It is left alone for a while.
    assertThat(nobody.post("/v1/sign-in/sso/" + provider, "{}").status()).isEqualTo(503);
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(8));
    assertThat(nobody.post("/v1/sign-in/sso/good", "{}").status()).isEqualTo(200);
  }

  @Test
  void aNewKeyIsLookedForButNotForEverybodyWhoNamesOne() {
    Person who = somebody("other");
    opened("other", who);
    server("other").rotate();
    assertThat(come(new Browser(nobody), "other", who)).isEqualTo("/titles?new=1");
    int asked = server("other").keysAsked();
    for (int i = 0; i < 5; i++) {
      server("other").plan(Fault.UNKNOWN_KEY);
      assertThat(come(new Browser(nobody), "other", who)).isEqualTo("/sign-in#problem=sso_failed");
    }
    assertThat(server("other").keysAsked()).isLessThanOrEqualTo(asked + 1);
    assertThat(come(new Browser(nobody), "other", who)).isEqualTo("/titles?new=1");
  }

  @Test
  void whoSignsOutThereIsSignedOutHere() throws Exception {
    Person who = somebody("good");
    Browser browser = opened("good", who);
    Browser phone = new Browser(nobody);
    come(phone, "good", who);
    Browser stranger = opened("good", somebody("good"));
    assertThat(server("good").signOut(who.subject())).isEqualTo(204);
    assertThat(browser.get("/v1/account").status()).isEqualTo(401);
    assertThat(phone.get("/v1/account").status()).isEqualTo(401);
    assertThat(stranger.get("/v1/account").status()).isEqualTo(200);
    assertThat(come(phone, "good", who)).isEqualTo("/titles?new=1");
  }

  @Test
  void whatIsSaidOfASignOutIsBelievedOnceAndOnlyIfItIsOne() throws Exception {
    Person who = somebody("good");
    Browser browser = opened("good", who);
    OidcServer good = server("good");
    JWTClaimsSet right =
        com.nimbusds.jwt.SignedJWT.parse(good.left(who.subject(), Optional.empty()))
            .getJWTClaimsSet();
    List<String> wrong =
        List.of(
            "",
            "a.b.c",
            good.sign(new JWTClaimsSet.Builder(right).claim("nonce", "n").build(), "logout+jwt"),
            good.sign(new JWTClaimsSet.Builder(right).claim("events", null).build(), "logout+jwt"),
            good.sign(new JWTClaimsSet.Builder(right).audience("another").build(), "logout+jwt"),
            good.sign(new JWTClaimsSet.Builder(right).jwtID(null).build(), "logout+jwt"),
            good.sign(new JWTClaimsSet.Builder(right).subject(null).build(), "logout+jwt"),
            good.sign(
                new JWTClaimsSet.Builder(right)
                    .issueTime(Date.from(Instant.now().minus(Duration.ofDays(1))))
                    .expirationTime(null)
                    .build(),
                "logout+jwt"),
            server("other").sign(right, "logout+jwt"),
            new com.nimbusds.jwt.PlainJWT(right).serialize());
    for (String token : wrong) {
      assertThat(tell(token)).as(token).isEqualTo(400);
      assertThat(browser.get("/v1/account").status()).isEqualTo(200);
    }
    String token = good.left(who.subject(), Optional.empty());
    assertThat(tell(token)).isEqualTo(204);
    assertThat(browser.get("/v1/account").status()).isEqualTo(401);
    come(browser, "good", who);
    assertThat(tell(token)).as("heard before").isEqualTo(204);
    assertThat(browser.get("/v1/account").status()).isEqualTo(200);
  }

  private static int tell(String token) throws IOException, InterruptedException {
    String form = "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
    return HTTP.send(
            HttpRequest.newBuilder(told("good"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void linkingIsForWhoShowedWhoTheyAreAMomentAgo() {
    Browser owner = joined("f" + UUID.randomUUID() + "@example.org");
    Person who = somebody("good");
    age(session(owner));
    assertThat(owner.post("/v1/account/identities/good", "").text("type"))
        .endsWith(":step_up_required");
    owner.post("/v1/step-up/password", "{\"password\":\"" + PASSWORD + "\"}");
    assertThat(link(owner, "good", who)).isEqualTo("/account");
    assertThat(link(owner, "good", who)).as("again").isEqualTo("/account");
    assertThat(link(owner, "good", somebody("good"))).isEqualTo("/sign-in#problem=identity_taken");
    age(session(owner));
    assertThat(owner.send("DELETE", "/v1/account/identities/good", "").text("type"))
        .endsWith(":step_up_required");
    assertThat(owner.get("/v1/account/identities").items("provider")).containsExactly("good");
  }

  @Test
  void anAccountThereThatLetsInToOneHereIsNotLinkedToAnother() {
    Person who = somebody("good");
    opened("good", who);
    Browser other = joined("o" + UUID.randomUUID() + "@example.org");
    assertThat(link(other, "good", who)).isEqualTo("/sign-in#problem=identity_taken");
    assertThat(other.get("/v1/account/identities").items("provider")).isEmpty();
  }

  @Test
  void whoSignsOutMeanwhileIsNotLinked() {
    Browser owner = joined("m" + UUID.randomUUID() + "@example.org");
    House.Answer leaving = owner.post("/v1/account/identities/good", "");
    String at = sent(leaving.text("url"), somebody("good"));
    owner.post("/v1/sign-out", "");
    assertThat(back(owner, at)).isEqualTo("/sign-in#problem=sso_over");
  }

  @Test
  void theLastWayInStays() {
    Person who = somebody("good");
    Browser owner = opened("good", who);
    Browser phone = new Browser(nobody);
    come(phone, "good", who);
    assertThat(owner.send("DELETE", "/v1/account/identities/good", "").text("type"))
        .endsWith(":last_way_in");
    assertThat(owner.send("DELETE", "/v1/account/identities/other", "").status()).isEqualTo(404);
    owner.send("PUT", "/v1/account/password", "{\"password\":\"" + PASSWORD + "\"}");
    come(phone, "good", who);
    UUID person = UUID.fromString(owner.get("/v1/account").text("person"));
    assertThat(owner.send("DELETE", "/v1/account/identities/good", "").status()).isEqualTo(204);
    assertThat(phone.get("/v1/account").status()).as("what came by it is over").isEqualTo(401);
    assertThat(owner.get("/v1/account").status()).isEqualTo(200);
    assertThat(come(new Browser(nobody), "good", who)).isEqualTo(arrival("good"));
    facts.await(
        fact ->
            person.equals(fact.getEnvelope().getPerson())
                && fact.getType().equals("identity.unlinked"));
  }

  @Test
  void whoClosesTheirAccountIsNobodyThereToo() {
    Person who = somebody("good");
    Browser owner = opened("good", who);
    assertThat(owner.post("/v1/account/close", "").status()).isEqualTo(204);
    assertThat(come(new Browser(nobody), "good", who)).isEqualTo(arrival("good"));
    opened("good", who);
  }
}
