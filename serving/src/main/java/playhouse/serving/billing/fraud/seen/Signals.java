package playhouse.serving.billing.fraud.seen;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.platform.Refusal;

/**
 * Takes what is seen of people: of an address only its network, of everything only a keyed hash.
 */
public final class Signals {
  /** How long something is remembered after it was seen last. */
  static final Duration KEPT = Duration.ofDays(180);

  private static final int MOST_FORGOTTEN = 5_000;
  private static final int LONGEST = 200;

  private final Hashes hashes;

  /** Hashed so. */
  public Signals(Hashes hashes) {
    this.hashes = hashes;
  }

  /** What can be seen. */
  public enum Kind {
    /** What a device is known by. */
    DEVICE,
    /** An address of the Internet, of which the network counts: /24, or /48. */
    IP,
    /** What a provider knows a card or wallet by. */
    METHOD,
    /** A phone's number. */
    PHONE,
    /** Where somebody lives. */
    ADDRESS;

    /** As it stands in the database and in requests. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Puts down that something was seen.
   *
   * @throws Refusal 400 if it is no such thing
   */
  public void seen(Handle tx, UUID person, Kind kind, String value, Instant at) {
    SignalStore.seen(tx, person, kind.text(), hash(kind, value), at);
  }

  /**
   * The keyed hash of a value.
   *
   * @throws Refusal 400 if it is no such thing
   */
  public String hash(Kind kind, String value) {
    String plain =
        Normalizer.normalize(value, Normalizer.Form.NFKC).strip().replaceAll("\\s+", " ");
    if (plain.isEmpty() || plain.length() > LONGEST) {
      throw Refusal.bad("value", "must have 1 to " + LONGEST + " characters");
    }
    return hashes.of(
        kind.text(),
        switch (kind) {
          case IP -> network(plain);
          case PHONE -> plain.replaceAll("[^0-9+]", "");
          case ADDRESS -> plain.toLowerCase(Locale.ROOT);
          case DEVICE, METHOD -> plain;
        });
  }

  /** The hash that is the newest of a kind, if it was seen within a day. */
  public static Optional<String> current(Handle handle, UUID person, Kind kind, Instant now) {
    return SignalStore.current(handle, person, kind.text(), now.minus(Duration.ofDays(1)));
  }

  /** Forgets some of what was not seen for long; how much. */
  public static int forget(Handle tx, Instant now) {
    return SignalStore.forget(tx, now.minus(KEPT), MOST_FORGOTTEN)
        + AttemptStore.forget(tx, now.minus(AttemptStore.KEPT), MOST_FORGOTTEN);
  }

  private static String network(String text) {
    if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      throw Refusal.bad("value", "must be an IP address");
    }
    try {
      byte[] address = InetAddress.getByName(text).getAddress();
      int kept = address.length == 4 ? 3 : 6;
      return address.length + "/" + java.util.HexFormat.of().formatHex(address, 0, kept);
    } catch (UnknownHostException e) {
      throw Refusal.bad("value", "must be an IP address");
    }
  }
}
