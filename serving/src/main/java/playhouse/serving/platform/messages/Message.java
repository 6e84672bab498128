package playhouse.serving.platform.messages;

import java.util.regex.Pattern;
import playhouse.serving.platform.Refusal;

/** Something to be sent to a person. */
public sealed interface Message {
  /** Why it is sent. */
  Purpose purpose();

  /** Whom it is for. */
  String to();

  /** What it says. */
  String text();

  /**
   * An e-mail.
   *
   * @param to one address, such as {@code ana@example.com}
   * @param subject one line
   */
  record Mail(Purpose purpose, String to, String subject, String text) implements Message {
    private static final Pattern ADDRESS =
        Pattern.compile("[\\x21-\\x7e&&[^\\s@<>(),:;\\\\\"\\[\\]]]{1,64}@[\\p{L}\\p{N}.-]{1,253}");

    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST = 20_000;

    /** Refused (400) unless it is one address, and the subject one line. */
    public Mail {
      if (!ADDRESS.matcher(to).matches()) {
        throw Refusal.bad("to", "must be one mail address");
      }
      if (subject.isBlank()
          || subject.length() > LONGEST_SUBJECT
          || subject.codePoints().anyMatch(Mail::breaks)) {
        throw Refusal.bad("subject", "must be one line of at most 200 characters");
      }
      if (text.isBlank() || text.length() > LONGEST) {
        throw Refusal.bad("text", "must have from 1 to 20000 characters");
      }
    }

    /** Ends a line somewhere, or turns the writing round so that it reads as something else. */
    private static boolean breaks(int letter) {
      int type = Character.getType(letter);
      return Character.isISOControl(letter)
          || type == Character.LINE_SEPARATOR
          || type == Character.PARAGRAPH_SEPARATOR
          || type == Character.FORMAT
          || type == Character.SURROGATE;
    }

    /** Without what it says and whom it is for: logs are read by many. */
    @Override
    public String toString() {
      return "mail to " + purpose.text();
    }
  }

  /**
   * A text message.
   *
   * @param to E.164, such as {@code +8613800138000}
   * @param country where the number is at home; ISO 3166-1 alpha-2
   */
  record Sms(Purpose purpose, String to, String country, String text) implements Message {
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9]\\d{6,14}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final int LONGEST = 600;

    /** Refused (400) unless number and country are of that form. */
    public Sms {
      if (!NUMBER.matcher(to).matches()) {
        throw Refusal.bad("to", "must be a number such as +8613800138000");
      }
      if (!COUNTRY.matcher(country).matches()) {
        throw Refusal.bad("country", "must be a country's two letters");
      }
      if (text.isBlank() || text.length() > LONGEST) {
        throw Refusal.bad("text", "must have from 1 to 600 characters");
      }
      if (purpose == Purpose.NOTICE) {
        throw new IllegalArgumentException("a notice is not worth a text message");
      }
    }

    /** Without what it says and whom it is for: logs are read by many. */
    @Override
    public String toString() {
      return "text message to " + purpose.text() + " in " + country;
    }
  }
}
