package playhouse.serving.platform.messages;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.serving.platform.Refusal;

/**
 * Where text messages may go, what they cost there, and how much they may cost.
 *
 * @param costMicros what a part costs in each country that there may be any to
 * @param currency of that
 * @param dayMicros most that all may cost in a day
 * @param countryDayMicros most that those to one country may
 */
record SmsLimits(
    Map<String, Long> costMicros, String currency, long dayMicros, long countryDayMicros) {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  /** Whoever is called there pays nobody a share of the price. */
  private static final Set<PhoneNumberType> CALLED =
      Set.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE);

  /**
   * As the settings say.
   *
   * @throws IllegalArgumentException if they do not
   */
  static SmsLimits of(Settings settings) {
    Map<String, Long> costs =
        settings.list(Setting.SMS_COSTS).stream()
            .map(pair -> pair.split("=", 2))
            .collect(
                Collectors.toUnmodifiableMap(
                    pair -> pair[0].strip().toUpperCase(Locale.ROOT),
                    pair -> micros(Setting.SMS_COSTS, pair.length == 2 ? pair[1] : "")));
    return new SmsLimits(
        costs,
        settings.get(Setting.CURRENCY),
        micros(Setting.SMS_DAY_CAP, settings.get(Setting.SMS_DAY_CAP)),
        micros(Setting.SMS_COUNTRY_DAY_CAP, settings.get(Setting.SMS_COUNTRY_DAY_CAP)));
  }

  /**
   * What a text message costs.
   *
   * @throws Refusal 409 if there are none to that country; 400 if the number is not one of a mobile
   *     phone there
   */
  long price(Message.Sms sms) {
    Long each = costMicros.get(sms.country());
    if (each == null) {
      throw Refusal.conflict("sms_country", "there are no text messages to " + sms.country());
    }
    PhoneNumber number = number(sms.to());
    if (!sms.country().equals(NUMBERS.getRegionCodeForNumber(number))
        || !CALLED.contains(NUMBERS.getNumberType(number))) {
      throw Refusal.bad("to", "must be the number of a mobile phone in " + sms.country());
    }
    return each * SmsText.of(sms.text()).parts().size();
  }

  private static PhoneNumber number(String text) {
    try {
      return NUMBERS.parse(text, "ZZ");
    } catch (NumberParseException e) {
      throw Refusal.bad("to", "must be a telephone number");
    }
  }

  private static long micros(Setting setting, String text) {
    try {
      return new BigDecimal(text.strip()).movePointRight(6).longValueExact();
    } catch (NumberFormatException | ArithmeticException e) {
      throw new IllegalArgumentException(setting.key() + ": '" + text + "' is no amount", e);
    }
  }
}
