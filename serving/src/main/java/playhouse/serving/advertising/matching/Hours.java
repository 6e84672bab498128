package playhouse.serving.advertising.matching;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import playhouse.serving.advertising.orders.LineItem;

/** One moment as clocks of several zones show it, each read once. */
final class Hours {
  private final Instant now;
  private final Map<ZoneId, ZonedDateTime> clocks = new HashMap<>(4);

  /** A daypart whose zone is known. */
  record Part(int day, int fromHour, int untilHour, ZoneId zone) {
    static List<Part> of(LineItem lineItem) {
      return lineItem.dayparts().stream()
          .map(
              part ->
                  new Part(part.day(), part.fromHour(), part.untilHour(), ZoneId.of(part.zone())))
          .toList();
    }
  }

  Hours(Instant now) {
    this.now = now;
  }

  /** Whether it is one of these now; always if there is none. */
  boolean in(List<Part> parts) {
    if (parts.isEmpty()) {
      return true;
    }
    for (Part part : parts) {
      ZonedDateTime clock = clocks.computeIfAbsent(part.zone(), now::atZone);
      if (clock.getDayOfWeek().getValue() == part.day()
          && part.fromHour() <= clock.getHour()
          && clock.getHour() < part.untilHour()) {
        return true;
      }
    }
    return false;
  }
}
