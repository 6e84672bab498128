package playhouse.audience.truth;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/** Which day it is in a zone at a moment; remembers the offset between transitions. */
final class LocalDays {

  private static final long DAY = 86_400_000;

  private final ZoneId zone;
  private long validFrom = Long.MAX_VALUE;
  private long validUntil = Long.MIN_VALUE;
  private long offset;

  LocalDays(ZoneId zone) {
    this.zone = zone;
  }

  ZoneId zone() {
    return zone;
  }

  /** Epoch day in the zone at a moment in epoch milliseconds. */
  int day(long millis) {
    if (millis < validFrom || millis >= validUntil) {
      look(Instant.ofEpochMilli(millis));
    }
    return (int) Math.floorDiv(millis + offset, DAY);
  }

  /** The first moment after a day, epoch milliseconds. */
  long end(int day) {
    return LocalDate.ofEpochDay(day + 1L).atStartOfDay(zone).toInstant().toEpochMilli();
  }

  private void look(Instant instant) {
    var rules = zone.getRules();
    offset = rules.getOffset(instant).getTotalSeconds() * 1000L;
    ZoneOffsetTransition before = rules.previousTransition(instant.plusMillis(1));
    ZoneOffsetTransition after = rules.nextTransition(instant);
    validFrom = before == null ? Long.MIN_VALUE : before.getInstant().toEpochMilli();
    validUntil = after == null ? Long.MAX_VALUE : after.getInstant().toEpochMilli();
  }
}
