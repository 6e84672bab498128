package playhouse.serving.identity.sessions;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import playhouse.serving.platform.http.Request;

/**
 * Where somebody comes in from, as far as it is kept.
 *
 * @param network the address cut to its first 24 bits (IPv4) or 48 (IPv6), in CIDR notation
 * @param agent what their browser or app calls itself
 * @param device what their device keeps from last time; empty if it comes first
 * @param anonymous the pseudonym under which their app told what was done before they came in;
 *     empty if it says none
 */
public record Where(
    String network, String agent, Optional<String> device, Optional<UUID> anonymous) {
  private static final int LONGEST_AGENT = 200;
  private static final int LONGEST_DEVICE = 100;
  private static final Pattern UNPRINTED = Pattern.compile("[^\\p{Print}]");

  /** Header and cookie in which a device shows what it was given. */
  public static final String DEVICE = "X-Device";

  /** Header in which an app says under which pseudonym it told of who had not signed in. */
  public static final String ANONYMOUS = "X-Anonymous";

  /** The cookie of it. */
  public static final String DEVICE_COOKIE = "playhouse-device";

  /** From where nothing was done before. */
  public Where(String network, String agent, Optional<String> device) {
    this(network, agent, device, Optional.empty());
  }

  /** Of who asks that. */
  public static Where of(Request request) {
    String agent = request.header("User-Agent").orElse("");
    return new Where(
        network(request.address()),
        UNPRINTED
            .matcher(agent.substring(0, Math.min(LONGEST_AGENT, agent.length())))
            .replaceAll(""),
        request
            .header(DEVICE)
            .or(() -> request.cookie(DEVICE_COOKIE))
            .filter(token -> token.length() <= LONGEST_DEVICE),
        request.header(ANONYMOUS).flatMap(Where::pseudonym));
  }

  /** What is none is as good as nothing: nobody is kept from coming in by it. */
  private static Optional<UUID> pseudonym(String text) {
    try {
      return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static String network(String address) {
    try {
      // No look-up: what a connection has is always an address.
      byte[] bytes = InetAddress.getByName(address).getAddress();
      int kept = bytes.length == 4 ? 3 : 6;
      Arrays.fill(bytes, kept, bytes.length, (byte) 0);
      return InetAddress.getByAddress(bytes).getHostAddress() + "/" + 8 * kept;
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
