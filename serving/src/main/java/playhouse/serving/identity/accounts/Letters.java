package playhouse.serving.identity.accounts;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Properties;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.messages.Message;
import playhouse.serving.platform.messages.Messages;
import playhouse.serving.platform.messages.Purpose;

/** What people are written to about their account, in their language. */
public final class Letters {
  private static final Logger LOG = LoggerFactory.getLogger(Letters.class);
  private static final Properties EN = read("en");
  private static final Properties ZH = read("zh");

  private final Messages messages;

  /** One kind of them. */
  public enum Letter {
    /** {0} is a code that shows that the address is theirs. */
    CODE(Purpose.VERIFY),
    /** Somebody wants to sign up with an address that has an account. */
    HAVE_ACCOUNT(Purpose.VERIFY),
    /** {0} is a code that lets them set a new password. */
    RESET(Purpose.VERIFY),
    /** {0} is where they come in. */
    LINK(Purpose.SIGN_IN),
    /** {0} is a code to come in with, as a second factor. */
    FACTOR(Purpose.SIGN_IN),
    /** {0} is a code to show again who they are with. */
    STEP_UP(Purpose.STEP_UP),
    /** {0} is a code that sets up a number as a second factor. */
    ENROL(Purpose.ENROL),
    /** {0} is a browser, {1} a network that their account was come in with first. */
    NEW_DEVICE(Purpose.NOTICE),
    /** From {0} on somebody may come in without the second factors; {1} stops them. */
    RECOVERY(Purpose.STEP_UP),
    /** {0} is who was given a role, or lost it. */
    STAFF(Purpose.NOTICE),
    /** {0} is what somebody wants to be reminded of. */
    REMINDER(Purpose.NOTICE),
    /** {0} is what has changed about how one comes in. */
    CHANGED(Purpose.NOTICE);

    private final Purpose purpose;

    Letter(Purpose purpose) {
      this.purpose = purpose;
    }

    private String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Sent so. */
  public Letters(Messages messages) {
    this.messages = messages;
  }

  /**
   * Has one sent, if the transaction holds. What is only news does not go to phones.
   *
   * @param until when it is of no use any more
   * @param words in place of {0}, {1} …
   * @throws Refusal if too much was sent there, or text messages cost too much
   */
  public void send(
      Handle tx, Address to, String language, Letter letter, Instant until, String... words) {
    if (letter.purpose == Purpose.NOTICE && to.kind() == Address.Kind.PHONE) {
      return;
    }
    Properties texts = texts(language);
    String text = filled(texts.getProperty(letter.key() + ".text", ""), words);
    Message message =
        to.kind() == Address.Kind.EMAIL
            ? new Message.Mail(
                letter.purpose, to.value(), texts.getProperty(letter.key() + ".subject", ""), text)
            : new Message.Sms(letter.purpose, to.value(), to.country(), text);
    try {
      messages.send(tx, message, until);
    } catch (Refusal e) {
      if (letter.purpose != Purpose.NOTICE) {
        throw e;
      }
      // News must not keep anybody from what they came for.
      LOG.warn("{} is not told: {}", letter, e.getMessage());
    }
  }

  /** A word of ours in that language, such as what has changed. */
  public static String word(String language, String key) {
    return texts(language).getProperty(key, key);
  }

  private static Properties texts(String language) {
    return language.equals("zh") ? ZH : EN;
  }

  static String filled(String text, String... words) {
    String filled = text;
    for (int i = 0; i < words.length; i++) {
      filled = filled.replace("{" + i + "}", words[i]);
    }
    return filled;
  }

  private static Properties read(String language) {
    String name = "/letters_" + language + ".properties";
    Properties texts = new Properties();
    try (InputStream in = Letters.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the class path");
      }
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }
}
