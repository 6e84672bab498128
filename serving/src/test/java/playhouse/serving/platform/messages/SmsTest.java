package playhouse.serving.platform.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.counterparts.sms.Received;
import playhouse.serving.platform.Refusal;
import playhouse.testbed.Await;

/** Text messages over SMPP, to a centre that is told to go wrong. */
class SmsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String ANA = "+8613800138000";

  private Sending sending;

  @BeforeEach
  void open() {
    sending =
        new Sending(
            Map.of(
                "PLAYHOUSE_SMS_COSTS", "CN=0.035,US=0.01,CA=0.01",
                "PLAYHOUSE_SMS_DAY_CAP", "1.00",
                "PLAYHOUSE_SMS_COUNTRY_DAY_CAP", "0.50"));
  }

  @AfterEach
  void close() {
    sending.close();
  }

  private static Message.Sms sms(String text) {
    return new Message.Sms(Purpose.SIGN_IN, ANA, "CN", text);
  }

  private static Message.Sms american(int last) {
    return new Message.Sms(Purpose.VERIFY, "+1202555%04d".formatted(last), "US", "Code 123456");
  }

  private long spent(String scope) {
    return sending.database.read(
        handle ->
            handle
                .createQuery(
                    "select coalesce(sum(micros), 0) from platform.sms_spend where scope = ?")
                .bind(0, scope)
                .mapTo(Long.class)
                .one());
  }

  @Test
  void whatIsSentComesOnceIsToldAndForgotten() {
    UUID id = sending.send(sms("Your code is 123456 {now}, €5"));
    sending.messages.deliver();
    assertThat(sending.messages.deliver()).isZero();
    assertThat(sending.centre.inbox(ANA)).hasSize(1);
    Received text = sending.centre.inbox(ANA).get(0);
    assertThat(text.text()).isEqualTo("Your code is 123456 {now}, €5");
    assertThat(text.coding()).isZero();
    assertThat(text.from()).isEqualTo("Playhouse");
    assertThat(sending.state(id)).isEqualTo("sent");
    assertThat(sending.column(id, "message")).doesNotContain("123456").doesNotContain("13800");
    assertThat(sending.told()).containsExactly("sms.sent");
    assertThat(spent("*")).isEqualTo(35_000);
  }

  @Test
  void chineseArrivesAsItWasWritten() {
    sending.send(sms("【Playhouse】验证码 886240，五分钟内有效 👋"));
    sending.messages.deliver();
    Received text = sending.centre.inbox(ANA).get(0);
    assertThat(text.text()).isEqualTo("【Playhouse】验证码 886240，五分钟内有效 👋");
    assertThat(text.coding()).isEqualTo(8);
    assertThat(text.parts()).isEqualTo(1);
  }

  @Test
  void aLongOneComesInPartsAndCostsAsMany() {
    String text = "验证码👋".repeat(40);
    sending.send(sms(text));
    sending.messages.deliver();
    Received received = sending.centre.inbox(ANA).get(0);
    assertThat(received.text()).isEqualTo(text);
    assertThat(received.parts()).isEqualTo(3);
    assertThat(spent("CN")).isEqualTo(105_000);
  }

  @Test
  void ofALongOneOnlyWhatIsMissingIsSentAgain() {
    sending.send(sms("x".repeat(300)));
    sending.centre.next("no-receipt", "throttle");
    sending.messages.deliver();
    assertThat(sending.centre.inbox(ANA)).isEmpty();
    sending.clock.forward(Sending.LONG);
    sending.messages.deliver();
    assertThat(sending.centre.inbox(ANA)).hasSize(1);
    assertThat(sending.centre.inbox(ANA).get(0).text()).isEqualTo("x".repeat(300));
  }

  @Test
  void whatBecameOfItIsToldByReceipts() {
    UUID well = sending.send(sms("one"));
    sending.messages.deliver();
    sending.centre.next("undeliverable");
    UUID lost = sending.send(sms("two"));
    sending.messages.deliver();
    Await.until(
        "both receipts came",
        LIMIT,
        () ->
            sending.column(well, "receipt").equals("DELIVRD")
                && sending.column(lost, "receipt").equals("UNDELIV"));
  }

  @Test
  void aCentreThatHasTooMuchToDoIsLeftAloneForAWhile() {
    UUID first = sending.send(sms("one"));
    sending.centre.next("throttle");
    sending.messages.deliver();
    assertThat(sending.column(first, "code")).isEqualTo("0x58");
    UUID second = sending.send(sms("two"));
    sending.messages.deliver();
    assertThat(sending.column(second, "code")).isEqualTo("throttled");
    sending.clock.forward(Duration.ofSeconds(10));
    sending.messages.deliver();
    assertThat(sending.centre.inbox(ANA)).hasSize(2);
    assertThat(sending.state(first)).isEqualTo("sent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"drop-after", "slow"})
  void whoSaysNothingGetsItOnceMoreAndNeverAThirdTime(String fault) {
    UUID id = sending.send(sms("one"));
    sending.centre.next(fault, fault, fault);
    for (int i = 0; i < 5; i++) {
      sending.messages.deliver();
      sending.clock.forward(Sending.LONG);
    }
    assertThat(sending.centre.inbox(ANA)).hasSize(2);
    assertThat(sending.state(id)).isEqualTo("failed");
    assertThat(sending.column(id, "code")).isEqualTo("unknown");
    assertThat(spent("CN")).as("both may have to be paid").isEqualTo(70_000);
  }

  @Test
  void whoDiesBeforePuttingItDownSendsItOnceMoreAndNeverAThirdTime() {
    UUID id = sending.send(sms("one"));
    sending.die();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(sending.messages::deliver).isInstanceOf(CompletionException.class);
      sending.clock.forward(Sending.LONG);
    }
    sending.live();
    sending.messages.deliver();
    assertThat(sending.centre.inbox(ANA)).hasSize(2);
    assertThat(sending.state(id)).isEqualTo("failed");
    assertThat(spent("CN")).isEqualTo(70_000);
  }

  @Test
  void aCentreThatIsNotThereIsWaitedForAndCostsNothing() {
    sending.centre.close();
    UUID id = sending.send(sms("one"), Duration.ofMinutes(5));
    sending.messages.deliver();
    assertThat(sending.state(id)).isEqualTo("due");
    assertThat(spent("CN")).isEqualTo(35_000);
    sending.clock.forward(Duration.ofMinutes(5));
    sending.messages.deliver();
    assertThat(sending.state(id)).isEqualTo("expired");
    assertThat(spent("CN")).isZero();
    assertThat(spent("*")).isZero();
    assertThat(sending.told()).isEmpty();
  }

  @Test
  void aNumberThatIsRefusedCostsNothing() {
    sending.centre.next("refuse");
    UUID id = sending.send(sms("one"));
    sending.messages.deliver();
    assertThat(sending.state(id)).isEqualTo("failed");
    assertThat(spent("*")).isZero();
  }

  @Test
  void thereAreNoneToCountriesThatAreNotListedNorToNumbersThatEarnMoney() {
    assertRefused(new Message.Sms(Purpose.VERIFY, "+381612345678", "RS", "x"), "to RS");
    assertRefused(
        new Message.Sms(Purpose.VERIFY, "+381612345678", "CN", "x"), "mobile phone in CN");
    assertRefused(new Message.Sms(Purpose.VERIFY, "+19002345678", "US", "x"), "mobile phone in US");
    assertRefused(new Message.Sms(Purpose.VERIFY, "+88213300024", "US", "x"), "mobile phone in US");
    assertRefused(new Message.Sms(Purpose.VERIFY, "+14165550123", "US", "x"), "mobile phone in US");
    assertThatThrownBy(() -> new Message.Sms(Purpose.VERIFY, "13800138000", "CN", "x"))
        .isInstanceOf(Refusal.class);
  }

  private void assertRefused(Message message, String why) {
    assertThatThrownBy(() -> sending.send(message))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(why);
  }

  @Test
  void nobodySpendsMoreThanTheCapsHoweverManyComeAtOnce() throws Exception {
    List<String> refused = new ArrayList<>();
    ExecutorService callers = Executors.newFixedThreadPool(12);
    try {
      List<Callable<String>> calls = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        // A block each, so that only the caps are in the way.
        Message.Sms message =
            new Message.Sms(Purpose.VERIFY, "+1202%03d0123".formatted(200 + i), "US", "Code 1");
        calls.add(() -> tried(message));
      }
      for (Future<String> done : callers.invokeAll(calls)) {
        refused.add(done.get());
      }
    } finally {
      callers.shutdown();
    }
    assertThat(refused).filteredOn(String::isEmpty).hasSize(50);
    assertThat(refused)
        .filteredOn(why -> !why.isEmpty())
        .containsOnly("text messages have cost enough for today");
    assertThat(spent("US")).isEqualTo(500_000);
    assertThat(spent("*")).as("the country's refusals are not counted").isEqualTo(500_000);
    for (int i = 0; i < 10; i++) {
      sending.send(sms("one"));
    }
    sending.clock.forward(Duration.ofHours(14));
    sending.send(american(1));
  }

  private String tried(Message message) {
    try {
      sending.send(message);
      return "";
    } catch (Refusal refusal) {
      return String.valueOf(refusal.getMessage());
    }
  }

  @Test
  void numbersThatDifferInTheirEndsOnlyAreNotPumped() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try {
      List<Callable<String>> calls = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        Message.Sms message = american(100 + i);
        calls.add(() -> tried(message));
      }
      List<String> refused = new ArrayList<>();
      for (Future<String> done : callers.invokeAll(calls)) {
        refused.add(done.get());
      }
      assertThat(refused).filteredOn(String::isEmpty).hasSize(20);
      assertThat(refused)
          .filteredOn(why -> !why.isEmpty())
          .containsOnly("too many text messages went to numbers like this");
    } finally {
      callers.shutdown();
    }
    sending.send(new Message.Sms(Purpose.VERIFY, "+12025561234", "US", "Code"));
  }
}
