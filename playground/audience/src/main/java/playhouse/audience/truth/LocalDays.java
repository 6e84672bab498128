package playhouse.audience.truth;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;

/**
 * Which hour, day, week or month it is in a zone at a moment; remembers the offset between
 * transitions.
 */
public final class LocalDays {

  private static final long HOUR = 3_600_000;
  private static final long DAY = 86_400_000;

  private final ZoneId zone;
  private long validFrom = Long.MAX_VALUE;
  private long validUntil = Long.MIN_VALUE;
  private long offset;

  /** The calendar of a zone. */
  public LocalDays(ZoneId zone) {
    this.zone = zone;
  }

  ZoneId zone() {
    return zone;
  }

  /** Epoch day in the zone at a moment in epoch milliseconds. */
  public int day(long millis) {
    return (int) Math.floorDiv(millis + offset(millis), DAY);
  }

  /** The first moment of a day, epoch milliseconds. */
  public long begin(int day) {
    long utc = day * DAY;
    long begin = utc - offset(utc);
    return offset(begin) == utc - begin
        ? begin
        : LocalDate.ofEpochDay(day).atStartOfDay(zone).toInstant().toEpochMilli();
  }

  /** The first moment after a day, epoch milliseconds. */
  public long end(int day) {
    return begin(day + 1);
  }

  /** The first moment of the period that a moment lies in, both in epoch milliseconds. */
  public long begin(Grain grain, long millis) {
    if (grain == Grain.HOUR) {
      long ahead = offset(millis);
      return Math.floorDiv(millis + ahead, HOUR) * HOUR - ahead;
    }
    return begin(firstDay(grain, day(millis)));
  }

  /** The first moments of all periods from the one to the other moment's. */
  public List<Long> periods(Grain grain, long first, long last) {
    List<Long> begins = new ArrayList<>();
    for (long at = begin(grain, first); at <= last; at = next(grain, at)) {
      begins.add(at);
    }
    return begins;
  }

  /** The first moment after the period that begins at a moment. */
  public long next(Grain grain, long begin) {
    int day = day(begin);
    return switch (grain) {
      case HOUR -> begin + HOUR;
      case DAY, CAMPAIGN -> begin(day + 1);
      case WEEK -> begin(day + 7);
      case MONTH -> begin(Math.toIntExact(LocalDate.ofEpochDay(day).plusMonths(1).toEpochDay()));
    };
  }

  private static int firstDay(Grain grain, int day) {
    return switch (grain) {
      case HOUR, DAY, CAMPAIGN -> day;
      case WEEK -> day - Math.floorMod(day + 3, 7);
      case MONTH -> day - LocalDate.ofEpochDay(day).getDayOfMonth() + 1;
    };
  }

  private long offset(long millis) {
    if (millis < validFrom || millis >= validUntil) {
      look(Instant.ofEpochMilli(millis));
    }
    return offset;
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
