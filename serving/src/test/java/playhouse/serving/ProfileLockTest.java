package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever comes in where the owner's profile has a PIN says first who watches. */
class ProfileLockTest {
  private static People people;

  @BeforeAll
  static void open() {
    people = new People(Map.of());
  }

  @AfterAll
  static void close() {
    people.close();
  }

  private record Home(People.Person ana, String owners, String kids, String kid) {}

  /** Somebody whose own profile has the PIN 2468, with a child. */
  private static Home home() {
    People.Person ana = people.join();
    House.Answer kid = ana.own().post("/v1/profiles", "{\"name\":\"Kim\",\"mostAge\":6}");
    String owners = ana.own().get("/v1/profiles").items("id").get(0);
    House.Answer guarded =
        ana.own().send("PUT", "/v1/profiles/" + owners, "{\"name\":\"Ana\",\"pin\":\"2468\"}");
    assertThat(guarded.status()).as(guarded.body()).isEqualTo(200);
    return new Home(ana, owners, kid.text("id"), kid.text("person"));
  }

  @Test
  void whoComesInIsNobodyUntilTheySayWhoWatches() {
    Home home = home();
    House.Answer in = people.login(home.ana(), People.PASSWORD);
    assertThat(in.status()).isEqualTo(200);
    assertThat(in.text("state")).isEqualTo("choose");
    assertThat(in.json().has("person")).isFalse();
    House telly = people.house.as(in.text("token"));
    for (String person : List.of(home.ana().id(), home.kid())) {
      assertThat(telly.get("/v1/people/" + person + "/entitlement").status()).isEqualTo(404);
    }
    assertThat(telly.get("/v1/account").json().has("person")).isFalse();
    assertThat(telly.get("/v1/profiles").items("name")).containsExactly("Ana", "Kim");

    String enter = "/v1/profiles/" + home.owners() + "/enter";
    assertThat(telly.post(enter, "{}").text("type")).endsWith(":pin_wrong");
    assertThat(telly.post(enter, "{\"pin\":\"1111\"}").text("type")).endsWith(":pin_wrong");
    assertThat(telly.post("/v1/profiles/" + home.kids() + "/enter", "{}").status()).isEqualTo(200);
    assertThat(telly.get("/v1/account").text("person")).isEqualTo(home.kid());
    assertThat(telly.post(enter, "{\"pin\":\"2468\"}").status()).isEqualTo(200);
    assertThat(telly.get("/v1/account").text("person")).isEqualTo(home.ana().id());
    assertThat(telly.get("/v1/people/" + home.ana().id() + "/entitlement").status()).isEqualTo(200);
  }

  @Test
  void withoutAPinTheyAreInAtOnce() {
    House.Answer in = people.login(people.join(), People.PASSWORD);
    assertThat(in.text("state")).isEqualTo("in");
    assertThat(in.text("person")).isNotEmpty();
  }

  @Test
  void whoForgotThePinSetsAnotherOnceTheyHaveShownWhoTheyAre() {
    Home home = home();
    House telly = people.house.as(people.login(home.ana(), People.PASSWORD).text("token"));
    people.clock.forward(Duration.ofMinutes(11));
    String own = "/v1/profiles/" + home.owners();
    String other = "{\"name\":\"Ana\",\"pin\":\"1357\"}";
    assertThat(telly.send("PUT", own, other).text("type")).endsWith(":step_up_required");
    assertThat(telly.post("/v1/profiles", "{\"name\":\"Kit\"}").text("type"))
        .as("a child does not make itself a profile without a limit")
        .endsWith(":step_up_required");
    String password = "{\"password\":\"" + People.PASSWORD + "\"}";
    assertThat(telly.post("/v1/step-up/password", password).status()).isEqualTo(204);
    assertThat(telly.send("PUT", own, other).status()).isEqualTo(200);
    assertThat(telly.post(own + "/enter", "{\"pin\":\"2468\"}").status()).isEqualTo(401);
    assertThat(telly.post(own + "/enter", "{\"pin\":\"1357\"}").status()).isEqualTo(200);
  }

  @Test
  void whoseProfileGoesIsNotLetIntoTheOwners() {
    Home home = home();
    House telly = people.house.as(people.login(home.ana(), People.PASSWORD).text("token"));
    telly.post("/v1/profiles/" + home.kids() + "/enter", "{}");
    assertThat(home.ana().own().delete("/v1/profiles/" + home.kids()).status()).isEqualTo(204);
    assertThat(telly.get("/v1/account").json().has("person")).isFalse();
    assertThat(telly.get("/v1/people/" + home.ana().id() + "/entitlement").status()).isEqualTo(404);
  }

  @Test
  void aClientIsToldOfNobodyUntilThen() {
    Home home = home();
    String client = "lock" + System.nanoTime();
    House admin = people.house.as(Ground.token("admin.ada"));
    String wanted = "{\"id\":\"%s\",\"title\":\"X\",\"redirects\":[\"https://x.example.org/in\"]}";
    assertThat(admin.post("/v1/clients", wanted.formatted(client)).status()).isEqualTo(201);
    House telly = people.house.as(people.login(home.ana(), People.PASSWORD).text("token"));
    String at =
        "/oidc/authorize?client_id="
            + client
            + "&redirect_uri=https://x.example.org/in&response_type=code&scope=openid"
            + "&code_challenge_method=S256&code_challenge="
            + "A".repeat(43);
    assertThat(telly.get(at).header("Location")).startsWith("/choose#next=");
    assertThat(telly.get(at + "&prompt=none").header("Location"))
        .contains("error=account_selection_required");
    telly.post("/v1/profiles/" + home.owners() + "/enter", "{\"pin\":\"2468\"}");
    assertThat(telly.get(at).header("Location")).contains("code=oc_");
  }
}
