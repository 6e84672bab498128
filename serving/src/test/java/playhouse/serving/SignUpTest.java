package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Account;
import playhouse.testbed.Broker;

/** Becoming somebody, coming in and staying in, as people do: over HTTP and by mail. */
class SignUpTest {
  private static final String PASSWORD = "tall-otter-sings-late";
  private static final String AGREED = "{\"terms\":\"2026-11\",\"privacy\":\"2026-11\"}";
  private static Post post;
  private static House house;
  private static House nobody;
  private static Facts<Account> facts;

  @BeforeAll
  static void open() {
    post = new Post();
    String kafka = Broker.shared().address();
    house = House.starting(kafka, Map.of("PLAYHOUSE_SMTP_URL", post.server.url().toString()));
    house.await("/ready", answer -> answer.status() == 200);
    letIn(house);
    nobody = house.as("");
    facts = new Facts<>(kafka, Family.ACCOUNT.topic(), Account.class);
  }

  @AfterAll
  static void close() {
    facts.close();
    house.close();
    post.close();
  }

  /** Tests come from one network, and with one domain, as bots do. */
  static void letIn(House house) {
    House operator = house.as(Ground.token("operator.tests"));
    for (String known : List.of("net 127.0.0.0/24", "domain example.org")) {
      String[] parts = known.split(" ", -1);
      House.Answer listed =
          operator.post(
              "/v1/sign-up/lists",
              "{\"verdict\":\"allow\",\"kind\":\"%s\",\"value\":\"%s\",\"reason\":\"tests\"}"
                  .formatted(parts[0], parts[1]));
      assertThat(listed.status()).as(listed.body()).isIn(201, 409);
    }
  }

  private static String address() {
    return "p" + UUID.randomUUID().toString().replace("-", "") + "@example.org";
  }

  private static String form(String address, String password) {
    return "{\"address\":\"" + address + "\",\"password\":\"" + password + "\"}";
  }

  private static String code(String code) {
    return "{\"code\":\"" + code + "\"}";
  }

  /** Somebody new, signed in. */
  private static House.Answer join(String address) {
    String at = "/v1/sign-up/" + nobody.post("/v1/sign-up", form(address, PASSWORD)).text("id");
    String sent = post.code(address, "Your code", 1);
    assertThat(nobody.post(at + "/verify", code(sent)).status()).isEqualTo(200);
    House.Answer joined = nobody.post(at + "/accept", AGREED);
    assertThat(joined.status()).as(joined.body()).isEqualTo(201);
    return joined;
  }

  private static House.Answer login(String address, String password, String... headers) {
    return nobody.send("POST", "/v1/sign-in/password", form(address, password), headers);
  }

  @Test
  void whoFillsInVerifiesAndAcceptsHasAnAccountAndTheLakeIsTold() {
    String address = address();
    String living = form(address, PASSWORD).replace("}", ",\"country\":\"SG\"}");
    assertThat(nobody.post("/v1/sign-up", living.replace("SG", "sg")).text("parameter"))
        .isEqualTo("country");
    House.Answer begun = nobody.post("/v1/sign-up", living);
    assertThat(begun.status()).isEqualTo(202);
    assertThat(begun.header("Cache-Control")).isEqualTo("no-store");
    String at = "/v1/sign-up/" + begun.text("id");
    assertThat(nobody.post(at + "/accept", AGREED).text("type")).endsWith(":not_verified");
    String sent = post.code(address, "Your code", 1);
    String wrong = sent.equals("000000") ? "000001" : "000000";
    assertThat(nobody.post(at + "/verify", code(wrong)).text("type")).endsWith(":code_wrong");
    House.Answer documents = nobody.post(at + "/verify", code(sent));
    assertThat(documents.items("kind")).containsExactly("privacy", "terms");
    assertThat(nobody.post(at + "/accept", AGREED.replace("11", "10")).text("parameter"))
        .isEqualTo("privacy");
    House.Answer joined = nobody.post(at + "/accept", AGREED);
    assertThat(joined.status()).isEqualTo(201);
    assertThat(joined.text("state")).isEqualTo("in");
    assertThat(nobody.post(at + "/accept", AGREED).status()).isEqualTo(404);

    House own = house.as(joined.text("token"));
    House.Answer account = own.get("/v1/account");
    assertThat(account.text("person")).isEqualTo(joined.text("person"));
    assertThat(account.json().at("/addresses/0/value").asText()).isEqualTo(address);
    assertThat(account.json().path("toAgree")).isEmpty();
    UUID person = UUID.fromString(joined.text("person"));
    Account created =
        facts.await(
            fact ->
                person.equals(fact.getEnvelope().getPerson())
                    && fact.getType().equals("account.created"));
    assertThat(created.getAccountCreated().getChannel()).isEqualTo("organic");
    assertThat(created.getEnvelope().getCountry()).isEqualTo("SG");
    assertThat(created.toString()).doesNotContain("example.org");
    facts.await(
        fact ->
            person.equals(fact.getEnvelope().getPerson())
                && fact.getType().equals("account.verified"));
  }

  @Test
  void aCodeIsGoodForFewTriesAndASecondOneTakesItsPlace() {
    String address = address();
    String at = "/v1/sign-up/" + nobody.post("/v1/sign-up", form(address, PASSWORD)).text("id");
    String first = post.code(address, "Your code", 1);
    assertThat(nobody.post(at + "/code", "").status()).isEqualTo(204);
    String second = post.code(address, "Your code", 2);
    if (!first.equals(second)) {
      assertThat(nobody.post(at + "/verify", code(first)).status()).isEqualTo(401);
    }
    List<String> guesses =
        Stream.iterate(0, i -> i + 1)
            .map(i -> String.format("%06d", i))
            .filter(guess -> !guess.equals(second))
            .limit(5)
            .toList();
    for (String guess : guesses) {
      assertThat(nobody.post(at + "/verify", code(guess)).status()).isEqualTo(401);
    }
    assertThat(nobody.post(at + "/verify", code(second)).status())
        .as("the right one, too late")
        .isEqualTo(401);
  }

  @Test
  void nothingTellsWhetherAnAddressHasAnAccount() {
    String known = address();
    join(known);
    String unknown = address();
    House.Answer again = nobody.post("/v1/sign-up", form(known, PASSWORD));
    House.Answer fresh = nobody.post("/v1/sign-up", form(unknown, PASSWORD));
    assertThat(again.status()).isEqualTo(fresh.status());
    assertThat(again.body().length()).isEqualTo(fresh.body().length());
    post.mail(known, "You have an account already", 1);
    House.Answer one = login(known, "not-the-password");
    House.Answer other = login(unknown, "not-the-password");
    assertThat(one.status()).isEqualTo(401);
    assertThat(one.body()).isEqualTo(other.body());
    String reset = "{\"address\":\"%s\"}";
    House.Answer forgot = nobody.post("/v1/password-resets", reset.formatted(known));
    House.Answer never = nobody.post("/v1/password-resets", reset.formatted(unknown));
    assertThat(forgot.status()).isEqualTo(202);
    assertThat(forgot.body()).isEqualTo(never.body());
    post.code(known, "A new password", 1);
    assertThat(post.with(unknown, "A new password")).isEmpty();
  }

  @Test
  void passwordsThatAreEasyToGuessAreRefused() {
    for (String easy : List.of("short", "password123", "qwertyuiop", "aaaaaaaaaaaa")) {
      House.Answer answer = nobody.post("/v1/sign-up", form(address(), easy));
      assertThat(answer.status()).as(easy).isEqualTo(400);
      assertThat(answer.text("parameter")).isEqualTo("password");
    }
    for (String none : List.of("nobody", "a@b", "@x.org", "a..b@x.org", "+1 555", "a b@x.org")) {
      assertThat(nobody.post("/v1/sign-up", form(none, PASSWORD)).text("parameter"))
          .as(none)
          .isEqualTo("address");
    }
  }

  @Test
  void whoComesInAgainIsTheSamePersonAndSeesWhereTheyAreSignedIn() {
    String address = address();
    House.Answer joined = join(address);
    House.Answer again =
        login(address.toUpperCase(java.util.Locale.ROOT), PASSWORD, "User-Agent", "Telly/3");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("person")).isEqualTo(joined.text("person"));
    post.mail(address, "Somebody came in from a new device", 1);
    House.Answer known = login(address, PASSWORD, "X-Device", again.text("device"));
    assertThat(known.json().has("device")).isFalse();

    House first = house.as(joined.text("token"));
    House second = house.as(again.text("token"));
    assertThat(first.get("/v1/sessions").items("agent")).hasSize(3).contains("Telly/3");
    assertThat(first.get("/v1/devices").items("name")).hasSize(2);
    assertThat(first.delete("/v1/sessions/" + again.text("session")).status()).isEqualTo(204);
    assertThat(second.get("/v1/account").status()).isEqualTo(401);
    assertThat(first.post("/v1/sessions/end-others", "").status()).isEqualTo(204);
    assertThat(first.get("/v1/sessions").items("current")).containsExactly("true");
    assertThat(first.post("/v1/sign-out", "").status()).isEqualTo(204);
    assertThat(first.get("/v1/account").status()).isEqualTo(401);
  }

  @Test
  void aNewPasswordSignsEverybodyElseOut() {
    String address = address();
    House first = house.as(join(address).text("token"));
    nobody.post("/v1/password-resets", "{\"address\":\"" + address + "\"}");
    String sent = post.code(address, "A new password", 1);
    String body =
        "{\"address\":\"%s\",\"code\":\"%s\",\"password\":\"quiet-harbour-of-nine-bells\"}";
    String wrong = sent.equals("000000") ? "000001" : "000000";
    assertThat(nobody.post("/v1/password-resets/confirm", body.formatted(address, wrong)).status())
        .isEqualTo(401);
    House.Answer renewed =
        nobody.post("/v1/password-resets/confirm", body.formatted(address, sent));
    assertThat(renewed.status()).isEqualTo(200);
    assertThat(renewed.json().path("left")).isEmpty();
    assertThat(nobody.post("/v1/password-resets/confirm", body.formatted(address, sent)).status())
        .as("a code is good once")
        .isEqualTo(401);
    assertThat(first.get("/v1/account").status()).isEqualTo(401);
    assertThat(login(address, PASSWORD).status()).isEqualTo(401);
    House.Answer in = login(address, "quiet-harbour-of-nine-bells");
    assertThat(in.status()).isEqualTo(200);
    House own = house.as(in.text("token"));
    assertThat(
            own.send("PUT", "/v1/account/password", "{\"password\":\"%s\"}".formatted(PASSWORD))
                .status())
        .isEqualTo(204);
    assertThat(own.get("/v1/account").status()).isEqualTo(200);
    assertThat(login(address, PASSWORD).status()).isEqualTo(200);
    assertThat(post.mail(address, "A change to your account", 2).text()).contains("password");
  }

  @Test
  void whoGuessesMustWaitAndKeepsTheOwnerOutFromThereAlone() {
    String address = address();
    String device = join(address).text("device");
    int refused = 0;
    for (int i = 0; i < 5; i++) {
      refused += login(address, "wrong-guess-" + i).status() == 401 ? 1 : 0;
    }
    assertThat(refused).isEqualTo(5);
    House.Answer waits = login(address, PASSWORD);
    assertThat(waits.status()).isEqualTo(429);
    assertThat(waits.header("Retry-After")).isNotEmpty();
    assertThat(login(address, PASSWORD, "X-Device", device).status())
        .as("from a device that the account knows")
        .isEqualTo(200);
  }

  @Test
  void aBrowserKeepsItsSessionWhereNoScriptReadsIt() {
    String address = address();
    join(address);
    House.Answer in = login(address, PASSWORD, "X-Session", "cookie");
    assertThat(in.json().has("token")).isFalse();
    List<String> cookies = in.headers().allValues("Set-Cookie");
    assertThat(cookies).hasSize(2).allMatch(c -> c.contains("HttpOnly; SameSite=Lax"));
    String session = cookies.get(0).substring(0, cookies.get(0).indexOf(';'));
    assertThat(nobody.send("GET", "/v1/account", "", "Cookie", session).status()).isEqualTo(200);
    assertThat(
            nobody
                .send("POST", "/v1/sign-out", "", "Cookie", session, "Sec-Fetch-Site", "cross-site")
                .status())
        .as("another site cannot use it")
        .isEqualTo(401);
    assertThat(
            nobody
                .send(
                    "POST", "/v1/sign-out", "", "Cookie", session, "Sec-Fetch-Site", "same-origin")
                .status())
        .isEqualTo(204);
    assertThat(nobody.send("GET", "/v1/account", "", "Cookie", session).status()).isEqualTo(401);
  }

  @Test
  void aChildWatchesAsThemselvesAndComesOutWithThePinAlone() {
    String address = address();
    House.Answer joined = join(address);
    House own = house.as(joined.text("token"));
    House.Answer kid = own.post("/v1/profiles", "{\"name\":\"Kim\",\"mostAge\":6}");
    assertThat(kid.status()).isEqualTo(201);
    assertThat(own.post("/v1/profiles", "{\"name\":\"kim\"}").text("type"))
        .endsWith(":profile_name_taken");
    String owners = own.get("/v1/profiles").items("id").get(0);
    assertThat(
            own.send("PUT", "/v1/profiles/" + owners, "{\"name\":\"Ana\",\"pin\":\"2468\"}")
                .status())
        .isEqualTo(200);
    assertThat(own.post("/v1/profiles/" + kid.text("id") + "/enter", "{}").text("mostAge"))
        .isEqualTo("6");
    assertThat(own.get("/v1/account").text("person")).isEqualTo(kid.text("person"));
    assertThat(own.get("/v1/people/" + joined.text("person") + "/entitlement").status())
        .as("a child does not ask in the owner's name")
        .isEqualTo(404);
    assertThat(own.post("/v1/profiles", "{\"name\":\"Kit\"}").text("type"))
        .endsWith(":limited_profile");
    String back = "/v1/profiles/" + owners + "/enter";
    assertThat(own.post(back, "{}").text("type")).endsWith(":pin_wrong");
    for (int i = 0; i < 5; i++) {
      assertThat(own.post(back, "{\"pin\":\"000" + i + "\"}").status()).isEqualTo(401);
    }
    assertThat(own.post(back, "{\"pin\":\"2468\"}").status()).as("tried too often").isEqualTo(429);
    assertThat(own.delete("/v1/profiles/" + owners).text("type")).endsWith(":limited_profile");
  }

  @Test
  void ofTwoWhoShowTheSameAddressOneHasTheAccount() throws Exception {
    String address = address();
    String first = "/v1/sign-up/" + nobody.post("/v1/sign-up", form(address, PASSWORD)).text("id");
    String code = post.code(address, "Your code", 1);
    assertThat(nobody.post(first + "/verify", code(code)).status()).isEqualTo(200);
    String second = "/v1/sign-up/" + nobody.post("/v1/sign-up", form(address, PASSWORD)).text("id");
    String other = post.code(address, "Your code", 2);
    assertThat(nobody.post(second + "/verify", code(other)).status()).isEqualTo(200);
    ExecutorService callers = Executors.newFixedThreadPool(2);
    try {
      List<Integer> statuses =
          callers
              .<Integer>invokeAll(
                  List.of(
                      () -> nobody.post(first + "/accept", AGREED).status(),
                      () -> nobody.post(second + "/accept", AGREED).status()))
              .stream()
              .map(SignUpTest::value)
              .toList();
      assertThat(statuses).containsExactlyInAnyOrder(201, 409);
    } finally {
      callers.shutdown();
    }
  }

  private static int value(java.util.concurrent.Future<Integer> done) {
    try {
      return done.get();
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whoClosesTheirAccountLeavesNoName() {
    String address = address();
    House own = house.as(join(address).text("token"));
    assertThat(own.post("/v1/account/close", "").status()).isEqualTo(204);
    assertThat(own.get("/v1/account").status()).isEqualTo(401);
    assertThat(login(address, PASSWORD).status()).isEqualTo(401);
    // Free for another, even the same, who is somebody else then.
    assertThat(nobody.post("/v1/sign-up", form(address, PASSWORD)).status()).isEqualTo(202);
    post.code(address, "Your code", 2);
  }

  @Test
  void whatMattersMoreIsAskedOfWhoShowedWhoTheyAreAMomentAgo() {
    String address = address();
    House.Answer joined = join(address);
    House own = house.as(joined.text("token"));
    Ground.change(
        Ground.settings().getOrDefault("PLAYHOUSE_SERVICES_URI", ""),
        "update identity.session set shown = shown - interval '11 minutes' where id = '"
            + joined.text("session")
            + "'");
    assertThat(own.post("/v1/account/close", "").text("type")).endsWith(":step_up_required");
    assertThat(own.post("/v1/step-up/password", "{\"password\":\"wrong-wrong\"}").status())
        .isEqualTo(401);
    assertThat(own.post("/v1/step-up/password", "{\"password\":\"" + PASSWORD + "\"}").status())
        .isEqualTo(204);
    assertThat(own.post("/v1/account/close", "").status()).isEqualTo(204);
  }
}
