package playhouse.contracts;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * E-mail addresses and phone numbers in what people write themselves, which no contract is to
 * carry: they are taken out at the door. What is written so that only people read it, such as "ana
 * at example dot org", is not found.
 */
public final class PersonalWords {
  /** What stands in the place of an e-mail address. */
  public static final String EMAIL = "[e-mail]";

  /** What stands in the place of a phone number. */
  public static final String PHONE = "[phone]";

  private static final Map<String, List<String>> WRITTEN =
      Map.of(
          "comment.added", List.of("text"),
          "danmaku.sent", List.of("text"),
          "search.performed", List.of("query"),
          "tag", List.of("tag"),
          "page.viewed", List.of("page", "referrer"));

  private static final Pattern EMAILS =
      Pattern.compile(
          "[\\p{L}\\p{N}._%+'-]{1,64}(?:@|＠|%40)(?:[\\p{L}\\p{N}-]{1,63}\\.){1,8}\\p{L}{2,24}");

  /**
   * With a + or 00 and a country, a mobile of China, or as in North America with its separators.
   */
  private static final Pattern PHONES =
      Pattern.compile(
          "(?<![A-Za-z0-9])(?:"
              + "(?:\\+|00)[1-9]\\d{0,2}[ .()-]{0,2}(?:\\d[ .()-]{0,2}){6,13}\\d"
              + "|(?:86[ -]?)?1[3-9]\\d[ -]?\\d{4}[ -]?\\d{4}"
              + "|\\(?[2-9]\\d{2}\\)?[ .-]\\d{3}[ .-]\\d{4}"
              + ")(?![A-Za-z0-9])");

  private static final int FEWEST_DIGITS = 8;

  private PersonalWords() {}

  /** Takes them out of the fields of a fact's body that people write themselves. */
  public static void mask(FactType type, IndexedRecord body) {
    for (String name : WRITTEN.getOrDefault(type.name(), List.of())) {
      Schema.Field field = type.schema().getField(name);
      if (body.get(field.pos()) instanceof CharSequence text) {
        String before = text.toString();
        String after = masked(before);
        if (!after.equals(before)) {
          body.put(field.pos(), after);
        }
      }
    }
  }

  /** The same words without them. */
  public static String masked(String text) {
    String without = text;
    if (text.indexOf('@') >= 0 || text.indexOf('＠') >= 0 || text.contains("%40")) {
      without = EMAILS.matcher(without).replaceAll(EMAIL);
    }
    return digits(without) >= FEWEST_DIGITS ? PHONES.matcher(without).replaceAll(PHONE) : without;
  }

  private static int digits(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      digits += text.charAt(i) >= '0' && text.charAt(i) <= '9' ? 1 : 0;
    }
    return digits;
  }
}
