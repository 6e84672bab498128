package playhouse.collector.event;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A client's address with its identifying half cut off: a /24 of IPv4, a /48 of IPv6. */
public final class IpPrefix {

  private static final Pattern V4 =
      Pattern.compile("(OCTET\\.){3}OCTET".replace("OCTET", "(25[0-5]|2[0-4]\\d|1?\\d?\\d)"));
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private IpPrefix() {}

  /** The prefix in CIDR notation; empty if the text is not an address. Names are not looked up. */
  public static Optional<String> of(String address) {
    String bare = address.strip();
    if (bare.startsWith("[") && bare.contains("]")) {
      bare = bare.substring(1, bare.indexOf(']'));
    }
    int zone = bare.indexOf('%');
    bare = zone < 0 ? bare : bare.substring(0, zone);
    if (!V4.matcher(bare).matches() && !V6.matcher(bare).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(prefix(InetAddress.getByName(bare)));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static String prefix(InetAddress address) throws UnknownHostException {
    byte[] bytes = address.getAddress();
    int kept = address instanceof Inet4Address ? 3 : 6;
    Arrays.fill(bytes, kept, bytes.length, (byte) 0);
    return InetAddress.getByAddress(bytes).getHostAddress() + "/" + kept * 8;
  }
}
