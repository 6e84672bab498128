package playhouse.collector.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import playhouse.collector.event.IpPrefix;

/** Where a client's address is read. */
public enum ClientAddress {
  /** From the connection. */
  PEER,
  /** From what our own proxy appended to X-Forwarded-For. */
  FORWARDED,
  /** Nowhere. */
  OFF;

  /** Reads a setting's value. */
  public static ClientAddress of(String value) {
    try {
      return valueOf(value.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      String known =
          Arrays.stream(values())
              .map(choice -> choice.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          "PLAYHOUSE_COLLECTOR_CLIENT_IP must be one of " + known + ", not \"" + value + "\"", e);
    }
  }

  /**
   * The truncated address; the last entry of the last line counts, because callers can forge the
   * others.
   */
  Optional<String> prefix(HttpServletRequest request) {
    return switch (this) {
      case OFF -> Optional.empty();
      case PEER -> IpPrefix.of(request.getRemoteAddr());
      case FORWARDED ->
          Collections.list(request.getHeaders("X-Forwarded-For")).stream()
              .reduce((earlier, later) -> later)
              .map(entries -> entries.substring(entries.lastIndexOf(',') + 1))
              .or(() -> Optional.of(request.getRemoteAddr()))
              .flatMap(IpPrefix::of);
    };
  }
}
