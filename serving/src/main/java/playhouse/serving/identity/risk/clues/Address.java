package playhouse.serving.identity.risk.clues;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import playhouse.serving.platform.Refusal;

/**
 * A mail address or telephone number, and what it has in common with others that reach the same
 * person.
 *
 * @param exact as it was given, but for case, width and form of letters
 * @param canonical the same for all that reach the same mailbox
 * @param domain of mail, in ASCII; of a number the block that it is in
 * @param shape its form with letters and digits unnamed, such as {@code a.a9}; five digits or more
 *     are {@code #}
 */
public record Address(String kind, String exact, String canonical, String domain, String shape) {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final int BLOCK_DIGITS = 3;

  /** Other names of the same providers. */
  private static final Map<String, String> ALIASES =
      Map.of(
          "googlemail.com", "gmail.com",
          "hotmail.com", "outlook.com",
          "live.com", "outlook.com",
          "msn.com", "outlook.com",
          "me.com", "icloud.com",
          "mac.com", "icloud.com",
          "ya.ru", "yandex.ru",
          "yandex.com", "yandex.ru",
          "protonmail.com", "proton.me",
          "pm.me", "proton.me");

  /** Whose mailboxes do not care for dots. */
  private static final Set<String> DOTLESS = Set.of("gmail.com");

  /** Whose mailboxes have tags behind a hyphen, not behind a plus sign. */
  private static final Set<String> HYPHENED =
      Set.of("yahoo.com", "yahoo.co.jp", "yahoo.co.uk", "yahoo.com.tw", "ymail.com");

  /** Where so many people have their mail that it says nothing of them. */
  private static final Set<String> LARGE =
      Set.of(
          "gmail.com",
          "outlook.com",
          "icloud.com",
          "yahoo.com",
          "ymail.com",
          "aol.com",
          "gmx.de",
          "gmx.net",
          "web.de",
          "t-online.de",
          "mail.ru",
          "yandex.ru",
          "proton.me",
          "qq.com",
          "foxmail.com",
          "163.com",
          "126.com",
          "yeah.net",
          "sina.com",
          "sina.cn",
          "sohu.com",
          "139.com",
          "189.cn",
          "wo.cn",
          "aliyun.com",
          "21.cn",
          "tom.com",
          "naver.com",
          "hanmail.net",
          "daum.net",
          "yahoo.co.jp",
          "docomo.ne.jp",
          "ezweb.ne.jp",
          "softbank.ne.jp",
          "yahoo.com.tw",
          "yahoo.co.uk",
          "orange.fr",
          "free.fr",
          "libero.it",
          "uol.com.br",
          "bol.com.br",
          "rediffmail.com",
          "comcast.net",
          "verizon.net",
          "att.net");

  /** Where nobody can have mail (RFC 2606): nothing can be proved with it either. */
  private static final Set<String> RESERVED =
      Set.of(
          "test", "example", "invalid", "localhost", "example.com", "example.org", "example.net");

  /**
   * Reads one.
   *
   * @param kind email or phone
   * @throws Refusal 400 if it is none
   */
  public static Address of(String kind, String text) {
    return switch (kind) {
      case "email" -> mail(Normalizer.normalize(text.strip(), Normalizer.Form.NFKC));
      case "phone" -> phone(Normalizer.normalize(text.strip(), Normalizer.Form.NFKC));
      default -> throw Refusal.bad("kind", "must be email or phone");
    };
  }

  /** Whether it is the plain form that its owner would give, with nothing added. */
  public boolean plain() {
    return exact.equals(canonical);
  }

  /** Whether its domain may say something of whoever has it: it is neither large nor reserved. */
  public boolean smallDomain() {
    return kind.equals("email")
        && !LARGE.contains(domain)
        && !RESERVED.contains(domain)
        && !RESERVED.contains(domain.substring(domain.lastIndexOf('.') + 1));
  }

  /** Whether a number is one that no person is called by. */
  public boolean unlikelyPhone() {
    if (!kind.equals("phone")) {
      return false;
    }
    try {
      PhoneNumberType type = NUMBERS.getNumberType(NUMBERS.parse(exact, "ZZ"));
      return type != PhoneNumberType.MOBILE && type != PhoneNumberType.FIXED_LINE_OR_MOBILE;
    } catch (NumberParseException e) {
      return true;
    }
  }

  private static Address mail(String text) {
    int at = text.lastIndexOf('@');
    if (at < 1 || at == text.length() - 1 || text.length() > 254) {
      throw Refusal.bad("address", "must be a mail address");
    }
    String local = text.substring(0, at).toLowerCase(Locale.ROOT);
    String given = ascii(text.substring(at + 1));
    String domain = ALIASES.getOrDefault(given, given);
    String bare = bare(local, domain);
    return new Address("email", local + "@" + given, bare + "@" + domain, domain, shape(local));
  }

  private static String bare(String local, String domain) {
    int tag = local.indexOf(HYPHENED.contains(domain) ? '-' : '+');
    String untagged = tag > 0 ? local.substring(0, tag) : local;
    String bare = DOTLESS.contains(domain) ? untagged.replace(".", "") : untagged;
    return bare.isEmpty() ? local : bare;
  }

  private static String ascii(String domain) {
    try {
      String ascii = IDN.toASCII(domain.replaceAll("\\.+$", "")).toLowerCase(Locale.ROOT);
      if (!ascii.isEmpty()) {
        return ascii;
      }
    } catch (IllegalArgumentException e) {
      // refused below
    }
    throw Refusal.bad("address", "must be a mail address");
  }

  private static Address phone(String text) {
    try {
      var number = NUMBERS.parse(text, "ZZ");
      if (NUMBERS.isValidNumber(number)) {
        String e164 = NUMBERS.format(number, PhoneNumberUtil.PhoneNumberFormat.E164);
        String block = e164.substring(0, e164.length() - BLOCK_DIGITS);
        return new Address("phone", e164, e164, block, "#");
      }
    } catch (NumberParseException e) {
      // refused below
    }
    throw Refusal.bad("address", "must be a telephone number such as +8613800138000");
  }

  private static String shape(String local) {
    return local
        .replaceAll("\\p{L}+", "a")
        .replaceAll("\\p{N}{5,}", "#")
        .replaceAll("\\p{N}+", "9");
  }

  /** Without what it is: logs are read by many. */
  @Override
  public String toString() {
    return kind + " " + shape;
  }
}
