package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.counterparts.sms.Smsc;
import playhouse.testbed.Await;

/** Who has lost all second factors comes in again, slowly and with everybody told. */
class RecoveryTest {
  private static final String NEW = "quiet-harbour-of-nine-bells";
  private static final String LETTER = "Somebody wants to come in without your second factor";
  private static final Pattern STOP = Pattern.compile("#stop=([0-9a-f-]{36}\\.[A-Za-z0-9_-]{43})");
  private static final String YES = "{\"verdict\":\"approve\",\"note\":\"named their titles\"}";
  private static final String NO = "{\"verdict\":\"refuse\",\"note\":\"knows nothing\"}";

  @TempDir static Path folder;
  private static Smsc centre;
  private static People people;

  @BeforeAll
  static void open() throws IOException {
    centre = new Smsc(0, "playhouse", "secret");
    Path smpp = folder.resolve("smpp.json");
    Files.writeString(smpp, "{\"systemId\":\"playhouse\",\"password\":\"secret\"}");
    people =
        new People(
            Map.of(
                "PLAYHOUSE_SMPP_URL", centre.url().toString(),
                "PLAYHOUSE_SMPP_SECRETS", smpp.toString(),
                "PLAYHOUSE_SMS_COSTS", "US=0.01"));
  }

  @AfterAll
  static void close() {
    people.close();
    centre.close();
  }

  @BeforeEach
  void later() {
    people.clock.forward(Duration.ofMinutes(2));
  }

  private static House staff(String subject) {
    return people.house.as(Ground.token(subject));
  }

  private static House.Answer begin(People.Person ana) {
    House.Answer half = people.login(ana, People.PASSWORD);
    assertThat(half.status()).as(half.body()).isEqualTo(202);
    return people.nobody.post(
        "/v1/recoveries",
        "{\"signIn\":\"%s\",\"statement\":\"My phone is gone.\"}".formatted(half.text("signIn")));
  }

  private static House.Answer complete(House.Answer begun) {
    return people.nobody.post(
        "/v1/recoveries/complete",
        "{\"ticket\":\"%s\",\"password\":\"%s\"}".formatted(begun.text("ticket"), NEW));
  }

  private static House.Answer say(House.Answer begun, String subject, String what) {
    return staff(subject).post("/v1/recoveries/" + begun.text("id") + "/words", what);
  }

  private static String stop(String text) {
    Matcher word = STOP.matcher(text);
    assertThat(word.find()).as(text).isTrue();
    return "{\"stop\":\"" + word.group(1) + "\"}";
  }

  @Test
  void afterThreeDaysAndByTwoOfOurPeopleTheyAreInAgain() {
    People.Person ana = people.join();
    people.authenticator(ana);
    people.leaveWaysIn(ana);
    House.Answer begun = begin(ana);
    assertThat(begun.status()).as(begun.body()).isEqualTo(202);
    assertThat(begun.header("Cache-Control")).isEqualTo("no-store");
    assertThat(begin(ana).text("type")).as("again").endsWith(":recovery_open");
    assertThat(people.post.mail(ana.address(), LETTER, 1).text()).contains("#stop=");
    assertThat(say(begun, "agent.bo", YES).status()).isEqualTo(200);
    assertThat(say(begun, "agent.bo", YES).json().path("words")).as("said twice").hasSize(1);
    people.clock.forward(Duration.ofHours(73));
    assertThat(complete(begun).text("type")).as("one is not two").endsWith(":recovery_not_yet");
    assertThat(say(begun, "operator.cy", YES).status()).isEqualTo(200);

    House.Answer done = complete(begun);
    assertThat(done.status()).as(done.body()).isEqualTo(200);
    assertThat(done.json().path("left").toString()).isEqualTo("{\"identity\":1,\"passkey\":1}");
    assertThat(ana.own().get("/v1/account").status()).as("everybody is out").isEqualTo(401);
    assertThat(people.login(ana, People.PASSWORD).status()).isEqualTo(401);
    House.Answer in = people.login(ana, NEW);
    assertThat(in.status()).as("no factor is asked for").isEqualTo(200);
    House own = people.house.as(in.text("token"));
    assertThat(own.get("/v1/account").text("review")).isNotEmpty();
    assertThat(own.get("/v1/factors").items("kind")).isEmpty();
    assertThat(complete(begun).text("type")).as("a second time").endsWith(":recovery_over");
    assertThat(staff("agent.bo").get("/v1/recoveries?state=done").items("id"))
        .contains(begun.text("id"));
  }

  @Test
  void nobodyIsInBeforeThreeDaysHoweverManyAgree() {
    People.Person ana = people.join();
    people.authenticator(ana);
    House.Answer begun = begin(ana);
    say(begun, "agent.bo", YES);
    say(begun, "agent.cy", YES);
    people.clock.forward(Duration.ofHours(71));
    assertThat(complete(begun).text("type")).endsWith(":recovery_not_yet");
    House.Answer standing =
        people.nobody.post("/v1/recoveries/look", "{\"ticket\":\"" + begun.text("ticket") + "\"}");
    assertThat(standing.text("agreed")).isEqualTo("2");
    assertThat(standing.text("ready")).isEqualTo("false");
    people.clock.forward(Duration.ofDays(8));
    assertThat(complete(begun).status()).as("nor long after").isNotEqualTo(200);
    assertThat(people.login(ana, People.PASSWORD).status()).isEqualTo(202);
  }

  @Test
  void everyLetterAndTextMessageStopsIt() {
    People.Person ana = people.join();
    String number = "+12025550147";
    people.authenticator(ana);
    assertThat(ana.own().post("/v1/factors/sms", "{\"number\":\"" + number + "\"}").status())
        .isEqualTo(202);
    Await.until("a code", House.LIMIT, () -> centre.inbox(number).size() == 1);
    String code = centre.inbox(number).get(0).text().replaceAll(".*?([0-9]{6}).*", "$1");
    assertThat(
            ana.own()
                .post(
                    "/v1/factors/sms/confirm",
                    "{\"number\":\"%s\",\"code\":\"%s\"}".formatted(number, code))
                .status())
        .isEqualTo(204);
    House.Answer begun = begin(ana);
    assertThat(begun.status()).as(begun.body()).isEqualTo(202);
    assertThat(ana.own().get("/v1/account/recovery").text("state")).isEqualTo("waiting");
    String first = people.post.mail(ana.address(), LETTER, 1).text();
    Await.until("a text message", House.LIMIT, () -> centre.inbox(number).size() == 2);
    assertThat(stop(centre.inbox(number).get(1).text())).isEqualTo(stop(first));
    people.clock.forward(Duration.ofHours(25));
    String second = people.post.mail(ana.address(), LETTER, 2).text();

    String wrong = stop(second).replaceAll("\\.[A-Za-z0-9_-]", ".!").replace("!", "x");
    if (!wrong.equals(stop(second))) {
      assertThat(people.nobody.post("/v1/recoveries/stop", wrong).status()).isEqualTo(401);
    }
    assertThat(people.nobody.post("/v1/recoveries/stop", stop(second)).status()).isEqualTo(204);
    assertThat(people.nobody.post("/v1/recoveries/stop", stop(first)).status())
        .as("sent twice")
        .isEqualTo(204);
    say(begun, "agent.bo", YES);
    people.clock.forward(Duration.ofHours(60));
    assertThat(complete(begun).text("type")).endsWith(":recovery_over");
    assertThat(begin(ana).text("type")).as("for a week").endsWith(":recovery_denied");
  }

  @Test
  void whoeverIsInSaysNoAndSoDoesOneOfOurPeople() {
    People.Person ana = people.join();
    people.authenticator(ana);
    House.Answer begun = begin(ana);
    assertThat(ana.own().delete("/v1/account/recovery").status()).isEqualTo(204);
    assertThat(ana.own().get("/v1/account/recovery").status()).isEqualTo(404);
    assertThat(say(begun, "agent.bo", YES).text("type")).endsWith(":recovery_decided");

    People.Person eve = people.join();
    people.authenticator(eve);
    House.Answer other = begin(eve);
    say(other, "agent.bo", YES);
    assertThat(say(other, "agent.cy", NO).text("state")).isEqualTo("refused");
    people.clock.forward(Duration.ofHours(73));
    assertThat(complete(other).text("type")).endsWith(":recovery_over");
  }

  @Test
  void whoHasShownAFactorMeanwhileNeedsNone() {
    People.Person ana = people.join();
    String secret = people.authenticator(ana);
    House.Answer begun = begin(ana);
    say(begun, "agent.bo", YES);
    say(begun, "agent.cy", YES);
    people.clock.forward(Duration.ofHours(73));
    people.whole(ana, People.PASSWORD, secret);
    assertThat(complete(begun).text("type")).endsWith(":recovery_needless");
  }

  @Test
  void withoutAFirstFactorNothingBegins() {
    House.Answer answer =
        people.nobody.post(
            "/v1/recoveries",
            "{\"signIn\":\"6f1a9c2e-0b7d-4c1e-9c51-0d8a7f3e2b10\",\"statement\":\"x\"}");
    assertThat(answer.text("type")).endsWith(":sign_in_over");
  }
}
