package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who sets a new password is shown what else lets in, and takes away what is not theirs. */
class WaysInTest {
  private static final String NEW = "quiet-harbour-of-nine-bells";
  private static final String REVIEW = "/v1/account/ways-in/review";
  private static final Pattern LINK = Pattern.compile("pl_[A-Za-z0-9_-]{43}");
  private static People people;

  @BeforeAll
  static void open() {
    people = new People(Map.of());
  }

  @AfterAll
  static void close() {
    people.close();
  }

  @Test
  void afterANewPasswordWhatElseLetsInIsToldAndGoesInOneCall() {
    People.Person ana = people.join();
    people.leaveWaysIn(ana);
    assertThat(ana.own().get("/v1/account").json().has("review")).isFalse();
    House.Answer renewed = people.reset(ana, NEW);
    assertThat(renewed.status()).as(renewed.body()).isEqualTo(200);
    assertThat(renewed.json().path("left").toString()).isEqualTo("{\"identity\":1,\"passkey\":1}");
    assertThat(people.post.mail(ana.address(), "A change to your account", 1).text())
        .contains("A new password was set by a code", "2 things let in");

    House own = people.house.as(people.login(ana, NEW).text("token"));
    assertThat(own.get("/v1/account").text("review")).isNotEmpty();
    House.Answer ways = own.get("/v1/account/ways-in");
    assertThat(ways.items("kind")).containsExactly("passkey", "identity", "session");
    assertThat(ways.items("name")).contains("Stick", "https://id.example");
    House.Answer left = own.post(REVIEW, "{\"all\":true}");
    assertThat(left.status()).as(left.body()).isEqualTo(200);
    assertThat(left.items("kind")).as("but for what was asked from").containsExactly("session");
    assertThat(own.get("/v1/account").json().has("review")).isFalse();
    assertThat(own.get("/v1/passkeys").items("id")).isEmpty();
    assertThat(own.get("/v1/account/identities").items("provider")).isEmpty();
    assertThat(people.post.mail(ana.address(), "A change to your account", 2).text())
        .contains("2 things were taken away");
  }

  @Test
  void whatIsNamedGoesAndTheRestStays() {
    People.Person ana = people.join();
    people.leaveWaysIn(ana);
    String stick = ana.own().get("/v1/passkeys").items("id").get(0);
    assertThat(
            ana.own()
                .post(REVIEW, "{\"remove\":[{\"kind\":\"passkey\",\"id\":\"elsewhere\"}]}")
                .status())
        .isEqualTo(404);
    House.Answer left =
        ana.own()
            .post(REVIEW, "{\"remove\":[{\"kind\":\"passkey\",\"id\":\"%s\"}]}".formatted(stick));
    assertThat(left.items("kind")).containsExactly("identity", "session");
  }

  @Test
  void theLastWayInStays() {
    People.Person ana = people.join();
    people.leaveWaysIn(ana);
    people.change("update identity.account set password = null where person = '" + ana.id() + "'");
    assertThat(ana.own().post(REVIEW, "{\"all\":true}").text("type")).endsWith(":last_way_in");
    assertThat(ana.own().get("/v1/passkeys").items("id")).hasSize(1);
  }

  @Test
  void whoHasASecondFactorShowsItFirstAndKeepsIt() {
    People.Person ana = people.join();
    String secret = people.authenticator(ana);
    people.leaveWaysIn(ana);
    people.clock.forward(Duration.ofMinutes(11));
    assertThat(ana.own().post(REVIEW, "{\"all\":true}").text("type")).endsWith(":step_up_required");
    assertThat(people.reset(ana, NEW).json().path("left").path("factor").asInt()).isEqualTo(1);
    assertThat(people.login(ana, NEW).status()).as("whoever reads the mail alone").isEqualTo(202);
    House own = people.house.as(people.whole(ana, NEW, secret).text("token"));
    House.Answer left = own.post(REVIEW, "{\"all\":true}");
    assertThat(left.items("kind")).containsExactly("factor", "session");
    assertThat(people.login(ana, NEW).status()).isEqualTo(202);
  }

  @Test
  void aLinkThatWasSentBeforeIsGoodNoLonger() {
    People.Person ana = people.join();
    people.nobody.post("/v1/sign-in/link", "{\"address\":\"" + ana.address() + "\"}");
    Matcher link = LINK.matcher(people.post.mail(ana.address(), "Your way in", 1).text());
    assertThat(link.find()).isTrue();
    String token = "{\"token\":\"" + link.group() + "\"}";
    assertThat(people.nobody.post("/v1/sign-in/link/look", token).status()).isEqualTo(200);
    assertThat(people.reset(ana, NEW).status()).isEqualTo(200);
    assertThat(people.nobody.post("/v1/sign-in/link/confirm", token).text("type"))
        .endsWith(":link_over");
  }
}
