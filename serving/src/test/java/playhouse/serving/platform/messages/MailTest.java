package playhouse.serving.platform.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.counterparts.mail.Received;
import playhouse.serving.platform.Refusal;

/** Mail over SMTP, to a server that is told to go wrong. */
class MailTest {
  private static final String ANA = "ana@example.com";

  private Sending sending;

  @BeforeEach
  void open() {
    sending = new Sending();
  }

  @AfterEach
  void close() {
    sending.close();
  }

  private static Message.Mail mail(String to) {
    return new Message.Mail(Purpose.VERIFY, to, "Your code", "It is 123456.");
  }

  @Test
  void whatIsSentComesOnceAndIsForgotten() {
    UUID id = sending.send(mail(ANA));
    assertThat(sending.messages.deliver()).isEqualTo(1);
    assertThat(sending.messages.deliver()).isZero();
    assertThat(sending.mail.inbox(ANA)).hasSize(1);
    Received mail = sending.mail.inbox(ANA).get(0);
    assertThat(mail.subject()).isEqualTo("Your code");
    assertThat(mail.text().strip()).isEqualTo("It is 123456.");
    assertThat(mail.messageId()).isEqualTo("<" + id + "@playhouse.invalid>");
    assertThat(mail.raw()).contains("Auto-Submitted: auto-generated");
    assertThat(sending.state(id)).isEqualTo("sent");
    assertThat(sending.column(id, "message")).doesNotContain("123456").doesNotContain("ana");
  }

  @Test
  void whatIsRolledBackIsNeverSent() {
    assertThatThrownBy(
            () ->
                sending.database.write(
                    tx -> {
                      sending.messages.send(tx, mail(ANA), sending.clock.instant().plusSeconds(60));
                      throw new IllegalStateException("after all not");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(sending.messages.deliver()).isZero();
    assertThat(sending.mail.inbox(ANA)).isEmpty();
  }

  @Test
  void chineseArrivesAsItWasWritten() {
    String text = "您的验证码是 886240，五分钟内有效。\n.\n𠮷野家 👋 — “请勿转发”";
    sending.send(new Message.Mail(Purpose.SIGN_IN, ANA, "登录验证码：请勿告诉他人，谢谢您的使用与支持🎬", text));
    sending.messages.deliver();
    Received mail = sending.mail.inbox(ANA).get(0);
    assertThat(mail.subject()).isEqualTo("登录验证码：请勿告诉他人，谢谢您的使用与支持🎬");
    assertThat(mail.text().replace("\r\n", "\n").stripTrailing()).isEqualTo(text);
    assertThat(mail.raw().lines()).allMatch(line -> line.length() <= 998);
  }

  @ParameterizedTest
  @ValueSource(strings = {"greylist", "throttle", "drop-before"})
  void whoSaysNotNowIsAskedAgainSoon(String fault) {
    UUID id = sending.send(mail(ANA));
    sending.mail.next(fault, fault);
    sending.messages.deliver();
    assertThat(sending.state(id)).isEqualTo("due");
    assertThat(sending.messages.deliver()).as("not at once").isZero();
    sending.clock.forward(Duration.ofSeconds(3));
    sending.messages.deliver();
    assertThat(sending.mail.inbox(ANA)).isEmpty();
    sending.clock.forward(Sending.LONG);
    sending.messages.deliver();
    assertThat(sending.mail.inbox(ANA)).hasSize(1);
    assertThat(sending.state(id)).isEqualTo("sent");
  }

  @Test
  void whoIsNotThereIsNotWrittenToAgain() {
    UUID id = sending.send(mail(ANA));
    sending.mail.next("refuse");
    sending.messages.deliver();
    assertThat(sending.state(id)).isEqualTo("failed");
    assertThat(sending.column(id, "code")).isEqualTo("550");
    assertThat(sending.column(id, "recipient")).isEmpty();
    sending.clock.forward(Sending.LONG);
    assertThat(sending.messages.deliver()).isZero();
  }

  @Test
  void afterItsTimeItIsNotSentAnyMore() {
    UUID id = sending.send(mail(ANA), Duration.ofMinutes(5));
    sending.mail.next("greylist");
    sending.messages.deliver();
    sending.clock.forward(Duration.ofMinutes(5));
    sending.messages.deliver();
    assertThat(sending.mail.inbox(ANA)).isEmpty();
    assertThat(sending.state(id)).isEqualTo("expired");
    assertThat(sending.column(id, "body")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"drop-after", "slow"})
  void whoSaysNothingGetsItOnceMoreAndNeverAThirdTime(String fault) {
    UUID id = sending.send(mail(ANA));
    sending.mail.next(fault, fault, fault);
    for (int i = 0; i < 5; i++) {
      sending.messages.deliver();
      sending.clock.forward(Sending.LONG);
    }
    assertThat(sending.mail.inbox(ANA)).hasSize(2);
    assertThat(sending.mail.inbox(ANA))
        .extracting(Received::messageId)
        .containsOnly("<" + id + "@playhouse.invalid>");
    assertThat(sending.state(id)).isEqualTo("failed");
    assertThat(sending.column(id, "code")).isEqualTo("unknown");
  }

  @Test
  void whoDiesBeforePuttingItDownSendsItOnceMoreAndNeverAThirdTime() {
    UUID id = sending.send(mail(ANA));
    sending.die();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(sending.messages::deliver).isInstanceOf(CompletionException.class);
      assertThat(sending.state(id)).isEqualTo("sending");
      assertThat(sending.messages.deliver()).as("somebody else has it").isZero();
      sending.clock.forward(Sending.LONG);
    }
    sending.live();
    sending.messages.deliver();
    assertThat(sending.mail.inbox(ANA)).hasSize(2);
    assertThat(sending.state(id)).isEqualTo("failed");
  }

  @Test
  void aServerThatIsNotThereIsWaitedFor() {
    UUID id = sending.send(mail(ANA));
    sending.mail.close();
    sending.messages.deliver();
    assertThat(sending.state(id)).isEqualTo("due");
    assertThat(sending.column(id, "code")).isEqualTo("unreachable");
  }

  @Test
  void codesComeBeforeNotices() {
    for (int i = 0; i < 40; i++) {
      sending.send(new Message.Mail(Purpose.NOTICE, "many" + i + "@example.com", "News", "New."));
    }
    sending.clock.forward(Duration.ofSeconds(1));
    UUID id = sending.send(mail(ANA));
    sending.messages.deliver();
    assertThat(sending.state(id)).isEqualTo("sent");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ana@example.com\r\nBcc: eve@example.com",
        "ana@example.com, eve@example.com",
        "ana@example.com eve@example.com",
        "<ana@example.com>",
        "Ana <ana@example.com>",
        "ana@example.com>\r\nRCPT TO:<eve@example.com",
        "ana",
        "@example.com",
        "ana@",
        "ana@exa\u0000mple.com"
      })
  void anAddressThatIsNotOneIsRefused(String to) {
    assertThatThrownBy(() -> mail(to))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("mail address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Hi\r\nBcc: eve@example.com", "Hi\nX: y", "Hi\u2028X", "Hi\u202eevil", " "})
  void aSubjectHasOneLine(String subject) {
    assertThatThrownBy(() -> new Message.Mail(Purpose.NOTICE, ANA, subject, "Text"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("one line");
  }

  @Test
  void whatLooksLikeTheEndOfAMailOrACommandIsText() {
    String text = "One\n.\nMAIL FROM:<eve@example.com>\n..two\r\n.\r\nQUIT";
    sending.send(new Message.Mail(Purpose.NOTICE, ANA, "Dots", text));
    sending.messages.deliver();
    assertThat(sending.mail.inbox(ANA)).hasSize(1);
    assertThat(sending.mail.inbox(ANA).get(0).text().replace("\r\n", "\n").stripTrailing())
        .isEqualTo(text.replace("\r\n", "\n"));
  }

  @Test
  void aDomainMayBeWrittenInChinese() {
    UUID id = sending.send(mail("ana@例子.测试"));
    sending.messages.deliver();
    assertThat(sending.state(id)).isEqualTo("sent");
    assertThat(sending.mail.inbox("ana@xn--fsqu00a.xn--0zwm56d")).hasSize(1);
  }

  @Test
  void nobodyIsWrittenToWithoutEnd() {
    for (int i = 0; i < 10; i++) {
      sending.send(mail(ANA));
    }
    assertThatThrownBy(() -> sending.send(mail("Ana@Example.com")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("again in");
    sending.send(mail("bob@example.com"));
    sending.send(new Message.Mail(Purpose.NOTICE, ANA, "News", "Somebody asks for many codes."));
    sending.clock.forward(Duration.ofHours(1));
    sending.send(mail(ANA));
  }

  @Test
  void whatIsLongOverIsForgottenWithWhatItWasCountedBy() {
    UUID sent = sending.send(mail(ANA));
    sending.messages.deliver();
    sending.clock.forward(Duration.ofDays(31));
    UUID waiting = sending.send(mail(ANA));
    sending.database.write(tx -> sending.messages.forget(tx));
    assertThat(count("select count(*) from platform.message where id = '" + sent + "'")).isZero();
    assertThat(sending.state(waiting)).isEqualTo("due");
    assertThat(count("select count(*) from platform.message_salt")).isEqualTo(2);
  }

  private long count(String sql) {
    return sending.database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
