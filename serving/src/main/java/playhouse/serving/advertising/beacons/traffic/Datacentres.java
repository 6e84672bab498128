package playhouse.serving.advertising.beacons.traffic;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import playhouse.serving.platform.http.Net;

/** Networks in which machines stand, from a file: one in CIDR notation a line. */
public final class Datacentres {
  private final Set<String> networks;
  private final List<Integer> lengths;

  private Datacentres(Set<String> networks, List<Integer> lengths) {
    this.networks = networks;
    this.lengths = lengths;
  }

  /** None. */
  public static Datacentres none() {
    return new Datacentres(Set.of(), List.of());
  }

  /**
   * Those of a file.
   *
   * @throws IllegalArgumentException if it cannot be read, or a line is none
   */
  public static Datacentres in(Path file) {
    try {
      return of(Files.readAllLines(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("the list of data centres cannot be read: " + file, e);
    }
  }

  static Datacentres of(List<String> lines) {
    Set<String> networks = new HashSet<>();
    Set<Integer> lengths = new TreeSet<>(Comparator.reverseOrder());
    for (String line : lines) {
      String cidr = line.replaceAll("#.*", "").strip();
      if (cidr.isEmpty()) {
        continue;
      }
      int slash = cidr.indexOf('/');
      Optional<InetAddress> address = Net.address(slash < 0 ? cidr : cidr.substring(0, slash));
      if (address.isEmpty() || (slash >= 0 && !cidr.substring(slash + 1).matches("\\d{1,3}"))) {
        throw new IllegalArgumentException("no network in CIDR notation: " + line);
      }
      int all = address.get().getAddress().length * Byte.SIZE;
      int bits = slash < 0 ? all : Math.min(all, Integer.parseInt(cidr.substring(slash + 1)));
      networks.add(cut(address.get(), bits));
      lengths.add(bits);
    }
    return new Datacentres(Set.copyOf(networks), new ArrayList<>(lengths));
  }

  /** Whether an address is in one: as many look-ups as there are lengths of networks. */
  public boolean hold(String address) {
    if (networks.isEmpty()) {
      return false;
    }
    Optional<InetAddress> asked = Net.address(address);
    return asked.isPresent()
        && lengths.stream()
            .filter(bits -> bits <= asked.get().getAddress().length * Byte.SIZE)
            .anyMatch(bits -> networks.contains(cut(asked.get(), bits)));
  }

  private static String cut(InetAddress address, int bits) {
    byte[] bytes = address.getAddress();
    for (int i = 0; i < bytes.length; i++) {
      int kept = Math.max(0, Math.min(Byte.SIZE, bits - i * Byte.SIZE));
      bytes[i] = (byte) (bytes[i] & (0xff << (Byte.SIZE - kept)));
    }
    return Arrays.toString(bytes) + bits;
  }
}
