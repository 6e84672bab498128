package playhouse.serving.billing.payments.channels;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What providers call our attempts, whose references not all of them take as they are. */
public final class References {
  /** As {@link #wechat} makes them: 128 bits in Base64, and the attempt. */
  private static final Pattern PACKED = Pattern.compile("([A-Za-z0-9_-]{22})(\\d{1,4})");

  private static final Pattern UNDERSCORED =
      Pattern.compile("[0-9a-f]{8}(_[0-9a-f]{4}){3}_[0-9a-f]{12}_\\d{1,4}");

  private References() {}

  /** Alipay takes digits, letters and underscores only. */
  static String alipay(String reference) {
    return reference.replace('-', '_');
  }

  /** WeChat Pay takes 32 characters at most: an id has 36. */
  static String wechat(UUID payment, int attempt) {
    ByteBuffer id = ByteBuffer.allocate(2 * Long.BYTES);
    id.putLong(payment.getMostSignificantBits()).putLong(payment.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id.array()) + attempt;
  }

  /** The reference that a provider's number stands for; the number itself if it is none of ours. */
  public static String ours(String channel, String number) {
    if (channel.equals("alipay") && UNDERSCORED.matcher(number).matches()) {
      return number.replace('_', '-');
    }
    Matcher packed = PACKED.matcher(number);
    if (!channel.equals("wechatpay") || !packed.matches()) {
      return number;
    }
    ByteBuffer id = ByteBuffer.wrap(Base64.getUrlDecoder().decode(packed.group(1)));
    return new UUID(id.getLong(), id.getLong()) + "-" + packed.group(2);
  }
}
