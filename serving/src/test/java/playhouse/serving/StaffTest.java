package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who works here signs in as people do, with two factors, and is what an admin made them. */
class StaffTest {
  private static final String WORD = "f1257ad31970f1257ad31970f1257ad31970";
  private static People people;
  private static House root;
  private static int names;

  @BeforeAll
  static void open() throws IOException {
    Path home = Path.of(Ground.settings().getOrDefault("PLAYHOUSE_HOME", ""));
    Files.writeString(home.resolve("first-admin.json"), "{\"word\":\"" + WORD + "\"}");
    people = new People(Map.of());
    root = people.house.as(Ground.token("admin.root"));
  }

  @AfterAll
  static void close() throws IOException {
    people.close();
    Path home = Path.of(Ground.settings().getOrDefault("PLAYHOUSE_HOME", ""));
    Files.delete(home.resolve("first-admin.json"));
  }

  @BeforeEach
  void nobodyWorksHere() {
    people.clock.forward(Duration.ofMinutes(2));
    people.change("delete from identity.staff");
  }

  private static String name() {
    names++;
    return "ana" + names;
  }

  private static String wanted(People.Person who, String role, String name) {
    return "{\"address\":\"%s\",\"role\":\"%s\",\"name\":\"%s\"}"
        .formatted(who.address(), role, name);
  }

  private static String first(String word) {
    return "{\"word\":\"" + word + "\",\"name\":\"ada\"}";
  }

  @Test
  void theFirstAdminIsWhoShowsTheWordOfTheHomeWithTwoFactors() {
    People.Person ada = people.join();
    assertThat(ada.own().post("/v1/staff/first", first(WORD)).text("type"))
        .as("with a password alone")
        .endsWith(":step_up_required");
    people.authenticator(ada);
    assertThat(ada.own().post("/v1/staff/first", first(WORD.replace('f', 'e'))).text("type"))
        .endsWith(":first_admin_wrong");
    assertThat(ada.own().get("/v1/staff").status()).isEqualTo(403);
    House.Answer made = ada.own().post("/v1/staff/first", first(WORD));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(ada.own().get("/v1/staff").items("name")).containsExactly("ada");
    assertThat(ada.own().get("/v1/account").text("staff")).isEqualTo("admin.ada");

    People.Person eve = people.join();
    people.authenticator(eve);
    assertThat(eve.own().post("/v1/staff/first", first(WORD)).text("type"))
        .as("the word is good once")
        .endsWith(":first_admin_taken");
    String id = ada.own().get("/v1/staff").items("id").get(0);
    assertThat(ada.own().delete("/v1/staff/" + id).text("type")).endsWith(":last_admin");
    assertThat(ada.own().post("/v1/account/close", "").text("type")).endsWith(":last_admin");
  }

  @Test
  void whoWorksHereIsThatWithTwoFactorsAndAViewerWithout() {
    People.Person ana = people.join();
    String name = name();
    House.Answer given = root.post("/v1/staff", wanted(ana, "analyst", name));
    assertThat(given.status()).as(given.body()).isEqualTo(201);
    assertThat(people.post.mail(ana.address(), "Who works here", 1).text())
        .contains("admin.root gave " + name + " the role analyst");
    String forAnalysts = "/v1/sign-up/rules";
    String forViewers = "/v1/profiles";
    assertThat(ana.own().get(forAnalysts).status()).as("by password alone").isEqualTo(403);
    assertThat(ana.own().get(forViewers).status()).isEqualTo(200);

    String secret = people.authenticator(ana);
    assertThat(ana.own().get(forAnalysts).status()).as("once a factor is shown").isEqualTo(200);
    assertThat(ana.own().get(forViewers).status()).as("for viewers alone").isEqualTo(403);
    assertThat(ana.own().get("/v1/staff").status()).isEqualTo(403);
    assertThat(ana.own().get("/v1/account").text("staff")).isEqualTo("analyst." + name);
    assertThat(ana.own().get("/v1/factors").items("kind")).containsExactly("totp");

    people.clock.forward(Duration.ofHours(13));
    assertThat(ana.own().get(forAnalysts).status()).as("shown too long ago").isEqualTo(403);
    String code = People.code(people.next(secret));
    assertThat(ana.own().post("/v1/step-up/totp", code).status()).isEqualTo(204);
    assertThat(ana.own().get(forAnalysts).status()).isEqualTo(200);

    House other = people.house.as(people.whole(ana, People.PASSWORD, secret).text("token"));
    assertThat(other.get(forAnalysts).status()).isEqualTo(200);
    assertThat(root.delete("/v1/staff/" + given.text("id")).status()).isEqualTo(204);
    assertThat(other.get(forAnalysts).status()).as("at once").isEqualTo(401);
    House later = people.house.as(people.whole(ana, People.PASSWORD, secret).text("token"));
    assertThat(later.get(forAnalysts).status()).isEqualTo(403);
    assertThat(later.get(forViewers).status()).isEqualTo(200);
  }

  @Test
  void noDeviceIsTrustedForWhoWorksHere() {
    People.Person ana = people.join();
    String secret = people.authenticator(ana);
    House.Answer half = people.login(ana, People.PASSWORD);
    String trusting = "{\"code\":\"" + people.next(secret) + "\",\"trust\":true}";
    House.Answer in = people.nobody.post("/v1/sign-in/" + half.text("signIn") + "/totp", trusting);
    String device = in.text("device");
    assertThat(people.login(ana, People.PASSWORD, "X-Device", device).status()).isEqualTo(200);
    root.post("/v1/staff", wanted(ana, "operator", name()));
    assertThat(people.login(ana, People.PASSWORD, "X-Device", device).status()).isEqualTo(202);
  }

  @Test
  void aSecondAdminMustAgreeToAThird() {
    People.Person one = admin("one");
    People.Person two = people.join();
    House.Answer second = one.own().post("/v1/staff", wanted(two, "admin", "two"));
    assertThat(second.json().has("held")).as("there is nobody else to ask").isTrue();
    people.authenticator(two);
    assertThat(two.own().get("/v1/staff").status()).isEqualTo(200);

    People.Person three = people.join();
    House.Answer asked = one.own().post("/v1/staff", wanted(three, "admin", "three"));
    assertThat(asked.json().has("held")).isFalse();
    people.authenticator(three);
    assertThat(three.own().get("/v1/staff").status()).isEqualTo(403);
    assertThat(people.post.mail(two.address(), "Who works here", 2).text())
        .contains("admin.one wants to give three the role admin");
    String agree = "/v1/staff/" + asked.text("id") + "/agree";
    assertThat(one.own().post(agree, "").text("type")).endsWith(":second_person_needed");
    assertThat(two.own().post(agree, "").text("agreedBy")).isEqualTo("admin.two");
    assertThat(two.own().post(agree, "").status()).as("sent twice").isEqualTo(200);
    assertThat(three.own().get("/v1/staff").status()).isEqualTo(200);
    List<String> audited = root.get("/v1/audit?caller=admin.two").items("action");
    assertThat(audited).contains("POST /v1/staff/{id}/agree");
  }

  @Test
  void anAccountHasOneRoleAndANameOneOwner() {
    People.Person ana = people.join();
    String name = name();
    assertThat(root.post("/v1/staff", wanted(ana, "agent", name)).status()).isEqualTo(201);
    assertThat(root.post("/v1/staff", wanted(ana, "operator", name())).text("type"))
        .endsWith(":staff_taken");
    assertThat(root.post("/v1/staff", wanted(people.join(), "agent", name)).text("type"))
        .endsWith(":staff_taken");
    String nobody = "{\"address\":\"n@example.org\",\"role\":\"agent\",\"name\":\"no\"}";
    assertThat(root.post("/v1/staff", nobody).status()).isEqualTo(404);
  }

  private static People.Person admin(String name) {
    People.Person who = people.join();
    people.authenticator(who);
    House.Answer given = root.post("/v1/staff", wanted(who, "admin", name));
    assertThat(given.status()).as(given.body()).isEqualTo(201);
    return who;
  }

  @Test
  void aConsoleIsToldTheirRoleAndAsksAsThey() throws Exception {
    People.Person ana = people.join();
    String secret = people.authenticator(ana);
    String name = name();
    House.Answer given = root.post("/v1/staff", wanted(ana, "analyst", name));
    String console = "console" + System.nanoTime();
    root.post(
        "/v1/clients",
        "{\"id\":\"%s\",\"title\":\"X\",\"open\":true,\"redirects\":[\"https://x.example.org/in\"]}"
            .formatted(console));
    House own = people.house.as(people.whole(ana, People.PASSWORD, secret).text("token"));
    CodeVerifier verifier = new CodeVerifier();
    String at =
        "/oidc/authorize?client_id="
            + console
            + "&redirect_uri=https://x.example.org/in&response_type=code&scope=openid%20api"
            + "&code_challenge_method=S256&code_challenge="
            + CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue();
    String back = own.get(at).header("Location");
    assertThat(back).contains("code=oc_");
    String code = back.replaceAll(".*code=([^&]*).*", "$1");
    House.Answer told = tokens(console, code, verifier.getValue());
    assertThat(told.status()).as(told.body()).isEqualTo(200);
    assertThat(roles(told.text("id_token"))).containsExactly("analyst");
    assertThat(roles(told.text("access_token"))).containsExactly("analyst");
    House asks = people.house.as(told.text("access_token"));
    assertThat(asks.get("/v1/sign-up/rules").status()).isEqualTo(200);
    assertThat(asks.get("/v1/staff").status()).isEqualTo(403);
    assertThat(root.delete("/v1/staff/" + given.text("id")).status()).isEqualTo(204);
    House.Answer over =
        people
            .house
            .as(told.text("access_token"))
            .await("/v1/sign-up/rules", a -> a.status() != 200);
    assertThat(over.status()).isEqualTo(401);
  }

  private static List<String> roles(String token) throws ParseException {
    return SignedJWT.parse(token).getJWTClaimsSet().getStringListClaim("roles");
  }

  private static House.Answer tokens(String client, String code, String verifier)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + people.house.port() + "/oidc/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "grant_type=authorization_code&client_id="
                        + client
                        + "&redirect_uri=https://x.example.org/in&code="
                        + code
                        + "&code_verifier="
                        + verifier))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    return new House.Answer(answer.statusCode(), "", answer.body(), answer.headers());
  }
}
