package playhouse.serving.acquisition.rights;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** What a title is shown on. */
public enum Device {
  TV(1),
  WEB(2),
  IOS(4),
  ANDROID(8),
  CONSOLE(16),
  OTHER(32);

  /** All of them, as bits. */
  public static final int ALL = 63;

  private final int bit;

  Device(int bit) {
    this.bit = bit;
  }

  /** As it stands in the database, in facts and in answers. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that text; empty if there is none. */
  public static Optional<Device> of(String text) {
    return Arrays.stream(values()).filter(device -> device.text().equals(text)).findFirst();
  }

  /** Those, as bits; none named is all. */
  public static int bits(Collection<Device> some) {
    return some.isEmpty()
        ? ALL
        : some.stream().mapToInt(device -> device.bit).reduce(0, (a, b) -> a | b);
  }
}
