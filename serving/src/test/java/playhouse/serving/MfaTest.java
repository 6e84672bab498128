package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Account;
import playhouse.counterparts.sms.Smsc;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;

/** Second factors as people set them up and show them: over HTTP, by mail and by text message. */
class MfaTest {
  private static final String PASSWORD = "tall-otter-sings-late";
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Pattern SIX = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");
  private static final TimeBasedOneTimePasswordGenerator TOTP =
      new TimeBasedOneTimePasswordGenerator();
  private static final AtomicInteger NUMBERS = new AtomicInteger(200);

  @TempDir static Path folder;

  private static Post post;
  private static Smsc centre;
  private static HandClock clock;
  private static House house;
  private static House nobody;
  private static Facts<Account> facts;

  @BeforeAll
  static void open() throws IOException {
    post = new Post();
    centre = new Smsc(0, "playhouse", "secret");
    // Behind the real one, however far the tests set it forward: Kafka takes nothing of tomorrow.
    clock = new HandClock(Instant.now().minus(Duration.ofHours(6)));
    Path smpp = folder.resolve("smpp.json");
    Files.writeString(smpp, "{\"systemId\":\"playhouse\",\"password\":\"secret\"}");
    String kafka = Broker.shared().address();
    house =
        House.starting(
            kafka,
            Map.of(
                "PLAYHOUSE_SMTP_URL", post.server.url().toString(),
                "PLAYHOUSE_SMPP_URL", centre.url().toString(),
                "PLAYHOUSE_SMPP_SECRETS", smpp.toString(),
                "PLAYHOUSE_SMS_COSTS", "US=0.01,GB=5.00",
                "PLAYHOUSE_SMS_COUNTRY_DAY_CAP", "12.00"),
            clock);
    house.await("/ready", answer -> answer.status() == 200);
    nobody = house.as("");
    facts = new Facts<>(kafka, Family.ACCOUNT.topic(), Account.class);
  }

  @AfterAll
  static void close() {
    facts.close();
    house.close();
    centre.close();
    post.close();
  }

  /** No code of the test before is of the same step. */
  @BeforeEach
  void later() {
    clock.forward(Duration.ofMinutes(2));
  }

  /**
   * Somebody who has signed up.
   *
   * @param device that they did so with
   */
  private record Person(String address, String id, String session, String device, House own) {}

  private static Person join() {
    String address = "p" + UUID.randomUUID().toString().replace("-", "") + "@example.org";
    String at = "/v1/sign-up/" + nobody.post("/v1/sign-up", form(address)).text("id");
    assertThat(nobody.post(at + "/verify", code(post.code(address, "Your code", 1))).status())
        .isEqualTo(200);
    House.Answer joined =
        nobody.post(at + "/accept", "{\"terms\":\"2026-11\",\"privacy\":\"2026-11\"}");
    assertThat(joined.status()).as(joined.body()).isEqualTo(201);
    return new Person(
        address,
        joined.text("person"),
        joined.text("session"),
        joined.text("device"),
        house.as(joined.text("token")));
  }

  private static String form(String address) {
    return "{\"address\":\"" + address + "\",\"password\":\"" + PASSWORD + "\"}";
  }

  private static String code(String code) {
    return "{\"code\":\"" + code + "\"}";
  }

  private static String trusting(String code) {
    return "{\"code\":\"" + code + "\",\"trust\":true}";
  }

  private static String number(String number) {
    return "{\"number\":\"" + number + "\"}";
  }

  /** A number of a block of its own. */
  private static String american() {
    return "+1202%03d0123".formatted(NUMBERS.getAndIncrement());
  }

  private static House.Answer login(Person person, String... headers) {
    return nobody.send("POST", "/v1/sign-in/password", form(person.address()), headers);
  }

  /** A sign-in by password that wants more. */
  private static String half(Person person, String... headers) {
    House.Answer answer = login(person, headers);
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    assertThat(answer.json().has("token")).isFalse();
    return "/v1/sign-in/" + answer.text("signIn");
  }

  private static String totp(String secret, Duration shift) {
    try {
      byte[] key = new Base32().decode(secret);
      return TOTP.generateOneTimePasswordString(
          new SecretKeySpec(key, "RAW"), clock.instant().plus(shift));
    } catch (InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The code that an authenticator shows next. */
  private static String next(String secret) {
    clock.forward(Duration.ofSeconds(30));
    return totp(secret, Duration.ZERO);
  }

  private static String wrong(String secret) {
    clock.forward(Duration.ofSeconds(30));
    List<String> right = new ArrayList<>();
    for (int step = -2; step <= 2; step++) {
      right.add(totp(secret, Duration.ofSeconds(30L * step)));
    }
    String guess = "000000";
    for (int i = 1; right.contains(guess); i++) {
      guess = "%06d".formatted(i);
    }
    return guess;
  }

  /** Sets an authenticator up; its secret. */
  private static String authenticator(Person person) {
    House.Answer begun = person.own().post("/v1/factors/totp", "");
    assertThat(begun.status()).as(begun.body()).isEqualTo(200);
    String secret = begun.text("secret");
    House.Answer done = person.own().post("/v1/factors/totp/confirm", code(next(secret)));
    assertThat(done.status()).as(done.body()).isEqualTo(204);
    return secret;
  }

  private static String phone(Person person) {
    String number = american();
    assertThat(person.own().post("/v1/factors/sms", number(number)).status()).isEqualTo(202);
    String body = "{\"number\":\"" + number + "\",\"code\":\"" + text(number, 1) + "\"}";
    assertThat(person.own().post("/v1/factors/sms/confirm", body).status()).isEqualTo(204);
    return number;
  }

  /** The code in the newest text message to a number, once there are so many. */
  private static String text(String number, int count) {
    Await.until("a text message", LIMIT, () -> centre.inbox(number).size() >= count);
    Matcher six = SIX.matcher(centre.inbox(number).get(count - 1).text());
    assertThat(six.find()).isTrue();
    return six.group();
  }

  private static List<String> backupCodes(Person person) {
    House.Answer told = person.own().post("/v1/factors/backup-codes", "");
    assertThat(told.status()).as(told.body()).isEqualTo(200);
    assertThat(told.header("Cache-Control")).isEqualTo("no-store");
    return StreamSupport.stream(told.json().path("items").spliterator(), false)
        .map(item -> item.asText())
        .toList();
  }

  private static void told(Person person, String type, int count) {
    UUID id = UUID.fromString(person.id());
    Await.until(
        count + " " + type,
        LIMIT,
        () ->
            facts.count(
                    fact ->
                        id.equals(fact.getEnvelope().getPerson()) && fact.getType().equals(type))
                >= count);
  }

  private static String database() {
    return Ground.settings().getOrDefault("PLAYHOUSE_SERVICES_URI", "");
  }

  /** How many of these end well, sent at once. */
  private static long succeed(List<Callable<Integer>> calls) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(calls.size());
    try {
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> done : callers.invokeAll(calls)) {
        statuses.add(done.get());
      }
      assertThat(statuses).allMatch(status -> status == 200 || status == 401);
      return statuses.stream().filter(status -> status == 200).count();
    } finally {
      callers.shutdown();
    }
  }

  @Test
  void anAuthenticatorCountsOnceACodeIsShownAndIsAskedForFromThenOn() {
    Person ana = join();
    House.Answer begun = ana.own().post("/v1/factors/totp", "");
    String secret = begun.text("secret");
    assertThat(begun.text("uri"))
        .startsWith("otpauth://totp/Playhouse:")
        .contains("secret=" + secret);
    assertThat(login(ana).status()).as("not asked for yet").isEqualTo(200);
    assertThat(ana.own().post("/v1/factors/totp/confirm", code(wrong(secret))).text("type"))
        .endsWith(":code_wrong");
    assertThat(ana.own().post("/v1/factors/totp/confirm", code(next(secret))).status())
        .isEqualTo(204);
    assertThat(ana.own().get("/v1/factors").items("kind")).containsExactly("totp");
    assertThat(post.mail(ana.address(), "A change to your account", 1).text())
        .contains("second factor was set up");

    House.Answer more = login(ana);
    assertThat(more.status()).isEqualTo(202);
    assertThat(more.text("state")).isEqualTo("more");
    assertThat(more.json().at("/factors/0").asText()).isEqualTo("totp");
    String at = "/v1/sign-in/" + more.text("signIn");
    assertThat(nobody.post(at + "/totp", code(wrong(secret))).text("type")).endsWith(":code_wrong");
    House.Answer in = nobody.post(at + "/totp", code(next(secret)));
    assertThat(in.status()).as(in.body()).isEqualTo(200);
    assertThat(in.text("person")).isEqualTo(ana.id());
    assertThat(house.as(in.text("token")).get("/v1/account").json().path("shownBy").toString())
        .isEqualTo("[\"password\",\"totp\"]");
    assertThat(nobody.post(at + "/totp", code(next(secret))).text("type"))
        .endsWith(":sign_in_over");
    told(ana, "mfa.enrolled", 1);
    told(ana, "mfa.challenged", 2);
    told(ana, "mfa.failed", 1);
    told(ana, "mfa.passed", 1);
  }

  @Test
  void aCodeThatWasUsedIsNeverGoodAgain() {
    Person ana = join();
    String secret = authenticator(ana);
    assertThat(nobody.post(half(ana) + "/totp", code(totp(secret, Duration.ZERO))).status())
        .as("the one that set it up")
        .isEqualTo(401);
    String used = next(secret);
    String before = totp(secret, Duration.ofSeconds(-30));
    assertThat(nobody.post(half(ana) + "/totp", code(used)).status()).isEqualTo(200);
    for (String old : List.of(used, before)) {
      assertThat(nobody.post(half(ana) + "/totp", code(old)).status()).isEqualTo(401);
      assertThat(ana.own().post("/v1/step-up/totp", code(old)).status()).isEqualTo(401);
    }
  }

  @Test
  void aClockThatIsOffByOneStepIsPutUpWith() {
    Person ana = join();
    String secret = authenticator(ana);
    for (int step : List.of(-1, 1)) {
      clock.forward(Duration.ofMinutes(2));
      String code = totp(secret, Duration.ofSeconds(30L * step));
      assertThat(nobody.post(half(ana) + "/totp", code(code)).status()).isEqualTo(200);
    }
    for (int step : List.of(-2, 2)) {
      clock.forward(Duration.ofMinutes(4));
      String code = totp(secret, Duration.ofSeconds(30L * step));
      assertThat(nobody.post(half(ana) + "/totp", code(code)).status()).isEqualTo(401);
    }
  }

  @Test
  void aNumberIsAFactorThatIsShownToBeTheirsAndIsNamedLastAndWeak() {
    Person ana = join();
    assertThat(ana.own().post("/v1/factors/sms", number(ana.address())).text("parameter"))
        .isEqualTo("number");
    String number = american();
    House.Answer sent = ana.own().post("/v1/factors/sms", number(number));
    assertThat(sent.text("note")).contains("safer");
    String right = text(number, 1);
    String body = "{\"number\":\"" + number + "\",\"code\":\"%s\"}";
    String wrong = right.equals("000000") ? "000001" : "000000";
    assertThat(ana.own().post("/v1/factors/sms/confirm", body.formatted(wrong)).status())
        .isEqualTo(401);
    assertThat(ana.own().get("/v1/factors").items("kind")).isEmpty();
    assertThat(ana.own().post("/v1/factors/sms/confirm", body.formatted(right)).status())
        .isEqualTo(204);
    String secret = authenticator(ana);
    backupCodes(ana);
    House.Answer factors = ana.own().get("/v1/factors");
    assertThat(factors.items("kind")).containsExactly("totp", "sms");
    assertThat(factors.items("weak")).containsExactly("false", "true");
    assertThat(factors.body()).doesNotContain(number);

    House.Answer more = login(ana);
    assertThat(more.json().path("factors").toString())
        .isEqualTo("[\"totp\",\"backup-code\",\"sms\"]");
    String at = "/v1/sign-in/" + more.text("signIn");
    assertThat(nobody.post(at + "/sms", code("123456")).status()).as("none sent").isEqualTo(401);
    House.Answer on = nobody.post(at + "/sms/send", "");
    assertThat(on.status()).as(on.body()).isEqualTo(202);
    assertThat(on.text("to")).isEqualTo("+12…23");
    String other = half(ana);
    assertThat(nobody.post(other + "/sms", code(text(number, 2))).status())
        .as("a code is good for the sign-in that it was sent for alone")
        .isEqualTo(401);
    assertThat(nobody.post(at + "/sms", code(text(number, 2))).status()).isEqualTo(200);
    assertThat(nobody.post(other + "/totp", code(next(secret))).status()).isEqualTo(200);
    told(ana, "mfa.enrolled", 3);
  }

  @Test
  void whoPumpsTextMessagesHitsACapAndIsToldWhich() {
    Person ana = join();
    assertThat(ana.own().post("/v1/factors/sms", number("+381612345678")).text("type"))
        .endsWith(":sms_country");
    List<String> refused = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      House.Answer answer =
          ana.own().post("/v1/factors/sms", number("+4474001%d3456".formatted(i)));
      refused.add(answer.status() + " " + answer.text("type"));
    }
    assertThat(refused.get(1)).startsWith("202");
    assertThat(refused.get(2)).isEqualTo("429 urn:playhouse:problem:sms_spend_cap");
    Person eve = join();
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      statuses.add(eve.own().post("/v1/factors/sms", number(american())).status());
    }
    assertThat(statuses).containsExactly(202, 202, 202, 202, 202, 429);

    Person kim = join();
    String number = phone(kim);
    statuses.clear();
    for (int i = 0; i < 6; i++) {
      // Begun anew each time.
      statuses.add(nobody.post(half(kim) + "/sms/send", "").status());
    }
    assertThat(statuses).containsExactly(202, 202, 202, 202, 202, 429);
    Await.until("they came", LIMIT, () -> centre.inbox(number).size() == 6);
    String own = half(kim, "X-Device", kim.device());
    assertThat(nobody.send("POST", own + "/sms/send", "", "X-Device", kim.device()).status())
        .as("from a device that the account knows")
        .isEqualTo(202);
  }

  @Test
  void backupCodesAreGoodOnceEachAndANewSetTakesTheirPlace() {
    Person ana = join();
    assertThat(ana.own().post("/v1/factors/backup-codes", "").text("type")).endsWith(":no_factor");
    authenticator(ana);
    List<String> first = backupCodes(ana);
    assertThat(first).hasSize(10).doesNotHaveDuplicates();
    List<String> codes = backupCodes(ana);
    assertThat(codes).doesNotContainAnyElementsOf(first);
    assertThat(nobody.post(half(ana) + "/backup-code", code(first.get(0))).status()).isEqualTo(401);
    String loud = codes.get(0).toUpperCase(java.util.Locale.ROOT).replace("-", " ");
    assertThat(nobody.post(half(ana) + "/backup-code", code(loud)).status()).isEqualTo(200);
    assertThat(nobody.post(half(ana) + "/backup-code", code(codes.get(0))).status()).isEqualTo(401);
    assertThat(ana.own().get("/v1/factors").text("backupCodesLeft")).isEqualTo("9");
    Await.until(
        "its owner is told",
        LIMIT,
        () ->
            post.with(ana.address(), "A change to your account").stream()
                .anyMatch(mail -> mail.text().contains("A backup code was used; 9 are left.")));
  }

  @Test
  void aStolenPasswordAloneGetsNowhere() {
    Person ana = join();
    String secret = authenticator(ana);
    String at = half(ana);
    for (int i = 0; i < 5; i++) {
      assertThat(nobody.post(at + "/totp", code(wrong(secret))).text("type"))
          .endsWith(":code_wrong");
    }
    assertThat(nobody.post(at + "/totp", code(next(secret))).text("type"))
        .as("the right one, too late")
        .endsWith(":sign_in_over");
    assertThat(nobody.post("/v1/sign-in/" + UUID.randomUUID() + "/totp", code("123456")).status())
        .isEqualTo(401);
    House half = house.as(at.substring(at.lastIndexOf('/') + 1));
    assertThat(half.get("/v1/account").status()).isEqualTo(401);
    String late = half(ana);
    clock.forward(Duration.ofMinutes(11));
    assertThat(nobody.post(late + "/totp", code(next(secret))).text("type"))
        .endsWith(":sign_in_over");
  }

  @Test
  void aTrustedDeviceIsAskedForNoneUntilTrustEndsOrIsTakenBack() {
    Person ana = join();
    String secret = authenticator(ana);
    House.Answer in = nobody.post(half(ana) + "/totp", trusting(next(secret)));
    String device = in.text("device");
    House.Answer trusted = login(ana, "X-Device", device);
    assertThat(trusted.status()).isEqualTo(200);
    assertThat(house.as(trusted.text("token")).delete("/v1/factors/totp").text("type"))
        .as("for what matters more it is asked for there, too")
        .endsWith(":step_up_required");
    half(ana, "X-Device", ana.device());
    half(ana);
    String pass = "update identity.device set trusted_until = trusted_until - interval '%d days'";
    Ground.change(database(), pass.formatted(29));
    assertThat(login(ana, "X-Device", device).status()).isEqualTo(200);
    Ground.change(database(), pass.formatted(2));
    String at = half(ana, "X-Device", device);
    House.Answer again =
        nobody.send("POST", at + "/totp", trusting(next(secret)), "X-Device", device);
    assertThat(again.status()).isEqualTo(200);
    House own = house.as(again.text("token"));
    String id =
        StreamSupport.stream(own.get("/v1/devices").json().path("items").spliterator(), false)
            .filter(each -> each.hasNonNull("trustedUntil"))
            .map(each -> each.path("id").asText())
            .findFirst()
            .orElseThrow();
    assertThat(login(ana, "X-Device", device).status()).isEqualTo(200);
    assertThat(own.delete("/v1/devices/" + id).status()).isEqualTo(204);
    half(ana, "X-Device", device);
  }

  @Test
  void whoBeginsAnewToGuessOnMustRestAndKeepsTheOwnerOutNowhere() {
    Person ana = join();
    String secret = authenticator(ana);
    List<String> codes = backupCodes(ana);
    House.Answer in = nobody.post(half(ana) + "/totp", trusting(next(secret)));
    int looked = 0;
    for (int i = 0; i < 4; i++) {
      String at = half(ana);
      for (int j = 0; j < 5; j++) {
        looked += nobody.post(at + "/totp", code(wrong(secret))).status() == 401 ? 1 : 0;
        clock.forward(Duration.ofSeconds(-30));
      }
    }
    assertThat(looked).isEqualTo(10);
    House.Answer rests = nobody.post(half(ana) + "/totp", code(next(secret)));
    assertThat(rests.status()).as("even the right one").isEqualTo(429);
    assertThat(post.mail(ana.address(), "A change to your account", 3).text()).isNotEmpty();
    Await.until(
        "its owner is warned",
        LIMIT,
        () ->
            post.with(ana.address(), "A change to your account").stream()
                .anyMatch(mail -> mail.text().contains("guessing your second factor")));

    assertThat(login(ana, "X-Device", in.text("device")).status())
        .as("a trusted device")
        .isEqualTo(200);
    String own = half(ana, "X-Device", ana.device());
    assertThat(
            nobody
                .send("POST", own + "/totp", code(next(secret)), "X-Device", ana.device())
                .status())
        .as("a device that the account knows")
        .isEqualTo(200);
    assertThat(nobody.post(half(ana) + "/backup-code", code(codes.get(0))).status())
        .as("a backup code, from anywhere")
        .isEqualTo(200);
  }

  @Test
  void aRestIsOverAfterAWhile() {
    Person ana = join();
    String secret = authenticator(ana);
    for (int i = 0; i < 10; i++) {
      assertThat(nobody.post(half(ana) + "/totp", code(wrong(secret))).status()).isEqualTo(401);
    }
    assertThat(nobody.post(half(ana) + "/totp", code(next(secret))).status()).isEqualTo(429);
    clock.forward(Duration.ofMinutes(1));
    assertThat(nobody.post(half(ana) + "/totp", code(next(secret))).status()).isEqualTo(200);
    assertThat(nobody.post(half(ana) + "/totp", code(wrong(secret))).status()).isEqualTo(401);
    assertThat(nobody.post(half(ana) + "/totp", code(next(secret))).status())
        .as("counted anew")
        .isEqualTo(200);
  }

  @Test
  void ofManyWhoShowTheSameCodeAtOnceOneComesIn() throws Exception {
    Person ana = join();
    String secret = authenticator(ana);
    String paper = backupCodes(ana).get(0);
    List<String> halves = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      halves.add(half(ana));
    }
    String once = next(secret);
    assertThat(
            succeed(
                halves.subList(0, 4).stream()
                    .<Callable<Integer>>map(
                        at -> () -> nobody.post(at + "/totp", code(once)).status())
                    .toList()))
        .isEqualTo(1);
    assertThat(
            succeed(
                halves.subList(4, 8).stream()
                    .<Callable<Integer>>map(
                        at -> () -> nobody.post(at + "/backup-code", code(paper)).status())
                    .toList()))
        .isEqualTo(1);
    String at = half(ana);
    String other = next(secret);
    Callable<Integer> same = () -> nobody.post(at + "/totp", code(other)).status();
    assertThat(succeed(Collections.nCopies(4, same))).isEqualTo(1);
  }

  @Test
  void whatMattersMoreIsAskedOfWhoHasShownASecondFactorAndNotAgainAfterAPasskey() {
    Person ana = join();
    String secret = authenticator(ana);
    String number = phone(ana);
    List<String> codes = backupCodes(ana);
    for (String way : List.of("totp", "sms", "backup-code")) {
      clock.forward(Duration.ofMinutes(11));
      assertThat(ana.own().post("/v1/factors/totp", "").text("type")).endsWith(":step_up_required");
      if (way.equals("sms")) {
        assertThat(ana.own().post("/v1/step-up/sms/send", "").status()).isEqualTo(202);
      }
      String right =
          switch (way) {
            case "totp" -> next(secret);
            case "sms" -> text(number, 2);
            default -> codes.get(0);
          };
      assertThat(ana.own().post("/v1/step-up/" + way, code(right)).status()).isEqualTo(204);
      assertThat(ana.own().post("/v1/factors/totp", "").status()).isEqualTo(200);
    }
    String methods = "update identity.session set methods = '{%s}', proven = %s where id = '%s'";
    Ground.change(database(), methods.formatted("password", "null", ana.session()));
    assertThat(ana.own().delete("/v1/factors/sms").text("type")).endsWith(":step_up_required");
    Ground.change(database(), methods.formatted("passkey", "shown", ana.session()));
    assertThat(ana.own().delete("/v1/factors/sms").status()).isEqualTo(204);
  }

  @Test
  void withTheLastFactorGoTheBackupCodes() {
    Person ana = join();
    authenticator(ana);
    phone(ana);
    backupCodes(ana);
    assertThat(ana.own().delete("/v1/factors/fax").status()).isEqualTo(404);
    assertThat(ana.own().delete("/v1/factors/sms").status()).isEqualTo(204);
    assertThat(ana.own().delete("/v1/factors/sms").status()).isEqualTo(404);
    assertThat(ana.own().get("/v1/factors").text("backupCodesLeft")).isEqualTo("10");
    assertThat(ana.own().delete("/v1/factors/totp").status()).isEqualTo(204);
    assertThat(ana.own().get("/v1/factors").text("backupCodesLeft")).isEqualTo("0");
    assertThat(login(ana).status()).isEqualTo(200);
    Await.until(
        "its owner is told",
        LIMIT,
        () ->
            post.with(ana.address(), "A change to your account").stream()
                    .filter(mail -> mail.text().contains("second factor was removed"))
                    .count()
                == 2);
  }

  @Test
  void whoReadsTheDatabaseHasNothingToComeInWith() throws SQLException {
    Person ana = join();
    String secret = authenticator(ana);
    String begun = ana.own().post("/v1/factors/totp", "").text("secret");
    List<String> codes = backupCodes(ana);
    StringBuilder kept = new StringBuilder();
    try (Connection connection = DriverManager.getConnection(database(), "postgres", "");
        Statement statement = connection.createStatement()) {
      for (String table :
          List.of(
              "identity.totp",
              "identity.totp_begun",
              "identity.backup_code",
              "platform.idempotency",
              "platform.audit")) {
        try (ResultSet rows = statement.executeQuery("select t::text from " + table + " t")) {
          while (rows.next()) {
            kept.append(rows.getString(1)).append('\n');
          }
        }
      }
    }
    for (String one : List.of(secret, begun)) {
      assertThat(kept)
          .doesNotContain(one)
          .doesNotContain(HexFormat.of().formatHex(new Base32().decode(one)));
    }
    for (String one : codes) {
      String bare = one.replace("-", "");
      assertThat(kept)
          .doesNotContain(one)
          .doesNotContain(bare)
          .doesNotContain(
              HexFormat.of().formatHex(bare.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
    assertThat(kept.toString()).contains("\\x");
  }
}
