package playhouse.serving.identity.accounts;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import playhouse.serving.platform.Refusal;

/**
 * Where somebody can be reached: an e-mail address or a phone, written in one way only.
 *
 * @param value {@code name@example.org} in small letters, or {@code +8613800138000} (E.164)
 */
public record Address(Kind kind, String value) {
  private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
  private static final Pattern LOCAL = Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}");
  private static final Pattern DOMAIN =
      Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}");
  private static final int LONGEST = 254;

  /** Which of the two. */
  public enum Kind {
    EMAIL,
    PHONE;

    /** As it stands in the database and in answers. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The one that somebody wrote.
   *
   * @param field that it came in
   * @throws Refusal 400 if it is none
   */
  public static Address of(String field, String text) {
    return text.indexOf('@') >= 0 ? email(field, text.strip()) : phone(field, text.strip());
  }

  /** The one of that kind that the database holds. */
  public static Address kept(String kind, String value) {
    return new Address(Kind.valueOf(kind.toUpperCase(Locale.ROOT)), value);
  }

  private static Address email(String field, String text) {
    int at = text.lastIndexOf('@');
    String local = text.substring(0, at).toLowerCase(Locale.ROOT);
    String domain = domain(field, text.substring(at + 1));
    String value = local + "@" + domain;
    if (!LOCAL.matcher(local).matches()
        || local.startsWith(".")
        || local.endsWith(".")
        || local.contains("..")
        || !DOMAIN.matcher(domain).matches()
        || value.length() > LONGEST) {
      throw Refusal.bad(field, "is no e-mail address");
    }
    return new Address(Kind.EMAIL, value);
  }

  private static String domain(String field, String text) {
    try {
      return IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw Refusal.bad(field, "is no e-mail address");
    }
  }

  private static Address phone(String field, String text) {
    try {
      PhoneNumber number = PHONES.parse(text, null);
      if (PHONES.isValidNumber(number)) {
        return new Address(Kind.PHONE, PHONES.format(number, PhoneNumberFormat.E164));
      }
    } catch (NumberParseException e) {
      // Said below.
    }
    throw Refusal.bad(
        field, "must be an e-mail address, or a phone number with its country: +49 151 23456789");
  }

  /** Where a phone is at home (ISO 3166-1 alpha-2); ZZ for an e-mail address. */
  public String country() {
    if (kind == Kind.EMAIL) {
      return "ZZ";
    }
    try {
      String region = PHONES.getRegionCodeForNumber(PHONES.parse(value, null));
      return region == null ? "ZZ" : region;
    } catch (NumberParseException e) {
      return "ZZ";
    }
  }

  /** What others who know it may know of its owner, and so guess in a password. */
  public List<String> parts() {
    return List.of(value.split("[@.+_-]+"));
  }

  /** Enough for its owner to know it by, and for nobody else: {@code a…@example.org}. */
  public String hint() {
    return kind == Kind.EMAIL
        ? value.charAt(0) + "…" + value.substring(value.indexOf('@'))
        : value.substring(0, 3) + "…" + value.substring(value.length() - 2);
  }
}
