package playhouse.serving.analytics.alerts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import playhouse.serving.analytics.kpis.Point;
import playhouse.warehouse.Grain;

/** What a rule must know of periods: how they follow each other, and when one is over. */
final class Periods {
  /** Periods after an unusual one in which only a more unusual one counts. */
  static final int QUIET = 7;

  private Periods() {}

  /** Days that are looked at before the newest one. */
  static int days(Grain grain) {
    return switch (grain) {
      case HOUR -> 21;
      case DAY -> 92;
      case WEEK, MONTH, CAMPAIGN -> 1000;
    };
  }

  /** Periods after which a pattern comes again: hours of a day, days of a week. */
  static int season(Grain grain) {
    return switch (grain) {
      case HOUR -> 24;
      case DAY -> 7;
      case WEEK, MONTH, CAMPAIGN -> 1;
    };
  }

  /** Whether there is no period between two. */
  static boolean follows(Point before, Point after, Grain grain) {
    return switch (grain) {
      case HOUR -> ChronoUnit.HOURS.between(before.started(), after.started()) <= 1;
      case CAMPAIGN -> false;
      case DAY, WEEK, MONTH -> grain.last(before.day()).plusDays(1).equals(after.day());
    };
  }

  /** When a period is over; a campaign's is whenever it is looked at. */
  static Instant end(Point point, Grain grain, String zone) {
    return switch (grain) {
      case HOUR -> point.started().plus(1, ChronoUnit.HOURS);
      case CAMPAIGN -> point.started();
      case DAY, WEEK, MONTH -> {
        LocalDate next = grain.last(point.day()).plusDays(1);
        yield next.atStartOfDay(ZoneId.of(zone)).toInstant();
      }
    };
  }
}
