package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import playhouse.testbed.Broker;

/** People who sign up, come in and set up second factors, by a clock that is set by hand. */
final class People implements AutoCloseable {
  static final String PASSWORD = "tall-otter-sings-late";
  private static final TimeBasedOneTimePasswordGenerator TOTP =
      new TimeBasedOneTimePasswordGenerator();

  final Post post = new Post();
  // Behind the real one, however far the tests set it forward: Kafka takes nothing of tomorrow.
  final HandClock clock = new HandClock(Instant.now().minus(Duration.ofDays(60)));
  // Their own: what others made of keys and staff by the real clock is of tomorrow.
  private final String database = EmptyServices.uri();
  final House house;
  final House nobody;

  /**
   * Somebody who has signed up.
   *
   * @param device that they did so with
   */
  record Person(String address, String id, String session, String device, House own) {}

  People(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("PLAYHOUSE_SMTP_URL", post.server.url().toString());
    settings.put("PLAYHOUSE_SERVICES_URI", database);
    house = House.starting(Broker.shared().address(), settings, clock);
    house.await("/ready", answer -> answer.status() == 200);
    SignUpTest.letIn(house);
    nobody = house.as("");
  }

  static String address() {
    return "p" + UUID.randomUUID().toString().replace("-", "") + "@example.org";
  }

  static String code(String code) {
    return "{\"code\":\"" + code + "\"}";
  }

  /** Changes the database behind everybody's back. */
  void change(String sql) {
    Ground.change(database, sql);
  }

  Person join() {
    String address = address();
    String at = "/v1/sign-up/" + nobody.post("/v1/sign-up", form(address, PASSWORD)).text("id");
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

  private static String form(String address, String password) {
    return "{\"address\":\"" + address + "\",\"password\":\"" + password + "\"}";
  }

  House.Answer login(Person person, String password, String... headers) {
    return nobody.send("POST", "/v1/sign-in/password", form(person.address(), password), headers);
  }

  /** In by password and authenticator. */
  House.Answer whole(Person person, String password, String secret) {
    House.Answer half = login(person, password);
    assertThat(half.status()).as(half.body()).isEqualTo(202);
    House.Answer in =
        nobody.post("/v1/sign-in/" + half.text("signIn") + "/totp", code(next(secret)));
    assertThat(in.status()).as(in.body()).isEqualTo(200);
    return in;
  }

  /** Sets a new password by a code that is sent. */
  House.Answer reset(Person person, String password) {
    int sent = post.with(person.address(), "A new password").size();
    nobody.post("/v1/password-resets", "{\"address\":\"" + person.address() + "\"}");
    String code = post.code(person.address(), "A new password", sent + 1);
    return nobody.post(
        "/v1/password-resets/confirm",
        "{\"address\":\"%s\",\"code\":\"%s\",\"password\":\"%s\"}"
            .formatted(person.address(), code, password));
  }

  /** The code that an authenticator shows next. */
  String next(String secret) {
    clock.forward(Duration.ofSeconds(30));
    try {
      byte[] key = new Base32().decode(secret);
      return TOTP.generateOneTimePasswordString(new SecretKeySpec(key, "RAW"), clock.instant());
    } catch (InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sets an authenticator up; its secret. */
  String authenticator(Person person) {
    House.Answer begun = person.own().post("/v1/factors/totp", "");
    assertThat(begun.status()).as(begun.body()).isEqualTo(200);
    String secret = begun.text("secret");
    House.Answer done = person.own().post("/v1/factors/totp/confirm", code(next(secret)));
    assertThat(done.status()).as(done.body()).isEqualTo(204);
    return secret;
  }

  /** Has an account have a passkey, and be linked elsewhere, as somebody may have left them. */
  void leaveWaysIn(Person person) {
    String account = "(select account from identity.session where id = '" + person.session() + "')";
    change(
        "insert into identity.passkey values (gen_random_uuid(), "
            + account
            + ", decode(replace(gen_random_uuid()::text, '-', ''), 'hex'), 'x', 0, false, 'a',"
            + " 'Stick', now() - interval '70 days', null, null, null)");
    change(
        "insert into identity.sso_identity values ('https://id.example', gen_random_uuid()::text,"
            + " 'elsewhere', "
            + account
            + ", now() - interval '70 days', null)");
  }

  @Override
  public void close() {
    house.close();
    post.close();
  }
}
