package playhouse.serving.platform.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A network: the /24 or /48 that an address is in, since more is nobody's business; or a larger one
 * that somebody has listed.
 *
 * @param cidr such as {@code 203.0.113.0/24}
 * @param local whether it is a machine's own or a house's own: who stands behind it, nobody knows
 */
public record Net(String cidr, boolean local) {
  private static final int V4_BITS = 24;
  private static final int V6_BITS = 48;
  private static final int MAPPED = 12;

  /** Nothing that a name server would be asked for. */
  private static final Pattern LITERAL = Pattern.compile("[0-9.]{7,15}|[0-9a-fA-F:.]{2,45}");

  /** The one that an address is in; empty if it is none. */
  public static Optional<Net> of(String ip) {
    return address(ip).map(address -> cut(address, bits(address)));
  }

  /** One in CIDR notation; empty if it is none, or smaller than we keep any. */
  public static Optional<Net> listed(String cidr) {
    int slash = cidr.indexOf('/');
    if (slash < 0 || !cidr.substring(slash + 1).matches("\\d{1,3}")) {
      return Optional.empty();
    }
    int bits = Integer.parseInt(cidr.substring(slash + 1));
    return address(cidr.substring(0, slash))
        .filter(address -> bits >= 8 && bits <= bits(address))
        .map(address -> cut(address, bits));
  }

  /** Whether an address is in one of those, which may be as small as they like. */
  public static boolean contains(String cidr, String ip) {
    int slash = cidr.indexOf('/');
    Optional<InetAddress> net = address(slash < 0 ? cidr : cidr.substring(0, slash));
    Optional<InetAddress> asked = address(ip);
    if (net.isEmpty()
        || asked.isEmpty()
        || net.get().getAddress().length != asked.get().getAddress().length) {
      return false;
    }
    int all = net.get().getAddress().length * 8;
    int bits = slash < 0 ? all : Integer.parseInt(cidr.substring(slash + 1));
    return Arrays.equals(masked(net.get(), bits), masked(asked.get(), bits));
  }

  /** What a text says that is an address; a name is none. */
  public static Optional<InetAddress> address(String text) {
    String bare = text.strip().replaceAll("^\\[|]$", "");
    if (!LITERAL.matcher(bare).matches() || (!bare.contains(":") && !dotted(bare))) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(bare));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static boolean dotted(String text) {
    return text.matches("\\d{1,3}(\\.\\d{1,3}){3}");
  }

  private static int bits(InetAddress address) {
    return address instanceof Inet4Address ? V4_BITS : V6_BITS;
  }

  private static Net cut(InetAddress address, int bits) {
    try {
      InetAddress net = InetAddress.getByAddress(masked(address, bits));
      return new Net(net.getHostAddress() + "/" + bits, isLocal(address));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isLocal(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean unique = bytes.length > MAPPED && (bytes[0] & 0xfe) == 0xfc;
    return address.isLoopbackAddress()
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || unique;
  }

  private static byte[] masked(InetAddress address, int bits) {
    byte[] bytes = address.getAddress();
    for (int i = 0; i < bytes.length; i++) {
      int kept = Math.max(0, Math.min(8, bits - i * 8));
      bytes[i] = (byte) (bytes[i] & (0xff << (8 - kept)));
    }
    return bytes;
  }
}
