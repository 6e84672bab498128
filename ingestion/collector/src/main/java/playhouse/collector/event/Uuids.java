package playhouse.collector.event;

import java.util.Optional;
import java.util.UUID;

/** UUIDs in their one canonical form; Java's own reader also takes shorter ones. */
final class Uuids {

  private static final int LENGTH = 36;

  private Uuids() {}

  /** The UUID; empty if the text is not 8-4-4-4-12 hexadecimal digits. */
  static Optional<UUID> parse(String text) {
    if (text.length() != LENGTH || !hyphenated(text)) {
      return Optional.empty();
    }
    return Optional.of(UUID.fromString(text));
  }

  private static boolean hyphenated(String text) {
    for (int i = 0; i < LENGTH; i++) {
      char c = text.charAt(i);
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      boolean hex = c < 128 && Character.digit(c, 16) >= 0;
      if (hyphen ? c != '-' : !hex) {
        return false;
      }
    }
    return true;
  }
}
