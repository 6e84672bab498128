package playhouse.local.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which TCP ports can be listened on. */
public final class Ports {
  private Ports() {}

  /** True when a server could listen on {@code port} of {@code address} now. */
  public static boolean free(String address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /**
   * A port of the loopback address that nobody listens on; below those that outgoing connections
   * get, so that whoever is killed finds it free again.
   */
  public static int anyFree() {
    return some(1).iterator().next();
  }

  /** So many of them, no two the same. */
  public static Set<Integer> some(int number) {
    return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(20_000, 32_000))
        .distinct()
        .filter(port -> free("127.0.0.1", port))
        .limit(number)
        .boxed()
        .collect(Collectors.toUnmodifiableSet());
  }
}
