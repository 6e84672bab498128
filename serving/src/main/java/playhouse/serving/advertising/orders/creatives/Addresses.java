package playhouse.serving.advertising.orders.creatives;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Optional;

/** Where others' addresses lead: never into the house. */
final class Addresses {
  private static final int SHARED = 100;

  private Addresses() {}

  /** A whole address of the web; empty if it is none. */
  static Optional<URI> uri(String url) {
    try {
      URI uri = new URI(url);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Whether all that a name stands for is out in the world, or on this machine if that may be. */
  static boolean outside(String host, boolean local) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!(isPublic(address) || (local && address.isLoopbackAddress()))) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean v6 = address instanceof Inet6Address;
    boolean unique = v6 && (bytes[0] & 0xfe) == 0xfc;
    // 0.0.0.0/8, 100.64.0.0/10 and 240.0.0.0/4 are nobody's in the world.
    boolean nobodys =
        !v6
            && (bytes[0] == 0
                || (bytes[0] == SHARED && (bytes[1] & 0xc0) == 0x40)
                || (bytes[0] & 0xf0) == 0xf0);
    return !(address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || unique
        || nobodys);
  }
}
