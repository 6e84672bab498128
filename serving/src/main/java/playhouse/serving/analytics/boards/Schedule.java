package playhouse.serving.analytics.boards;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.UUID;

/**
 * When somebody is sent the numbers of a board by e-mail.
 *
 * @param board a group's, such as K1, or the id of a saved one
 * @param owner who asked for it, as in the audit log; what they may no longer open is not sent
 * @param at local time of day in that zone
 * @param language en or zh
 * @param next when it is sent next
 */
public record Schedule(
    UUID id,
    String board,
    String owner,
    String address,
    LocalTime at,
    String zone,
    Days days,
    String language,
    Instant next,
    Instant created) {

  /** On which days. */
  public enum Days {
    DAILY,
    WEEKDAYS,
    MONDAYS;

    /** As it is told and stands in the database. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Days of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }

    private boolean has(LocalDate day) {
      return switch (this) {
        case DAILY -> true;
        case WEEKDAYS -> day.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue();
        case MONDAYS -> day.getDayOfWeek() == DayOfWeek.MONDAY;
      };
    }
  }

  /** The first moment after another at which it is to be sent. */
  static Instant after(Instant moment, LocalTime at, ZoneId zone, Days days) {
    LocalDate day = moment.atZone(zone).toLocalDate();
    while (true) {
      // A time that a change of clocks leaves out is the next that there is.
      Instant then = ZonedDateTime.of(day, at, zone).toInstant();
      if (days.has(day) && then.isAfter(moment)) {
        return then;
      }
      day = day.plusDays(1);
    }
  }

  /** Sent for this time. */
  Schedule sent(Instant now) {
    Instant following = after(now, at, ZoneId.of(zone), days);
    return new Schedule(id, board, owner, address, at, zone, days, language, following, created);
  }
}
