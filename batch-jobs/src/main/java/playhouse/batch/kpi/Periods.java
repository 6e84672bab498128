package playhouse.batch.kpi;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.IntStream;
import playhouse.warehouse.Grain;

/** Periods by their number: that of the quarter hour since 1970 with which they begin. */
final class Periods {
  private static final int QUARTER_SECONDS = 900;
  private static final int QUARTERS_PER_HOUR = 4;

  private Periods() {}

  /** The periods that begin on a local day; campaigns begin when they like. */
  static IntStream of(Grain grain, LocalDate day, ZoneId zone) {
    return switch (grain) {
      case CAMPAIGN -> IntStream.empty();
      case HOUR ->
          IntStream.iterate(
              no(day, zone), no -> no < no(day.plusDays(1), zone), no -> no + QUARTERS_PER_HOUR);
      case DAY, WEEK, MONTH -> IntStream.of(no(day, zone));
    };
  }

  /** The local day on which a period begins. */
  static LocalDate day(int periodNo, ZoneId zone) {
    return LocalDate.ofInstant(start(periodNo), zone);
  }

  /** The instant at which a period begins. */
  static Instant start(int periodNo) {
    return Instant.ofEpochSecond((long) periodNo * QUARTER_SECONDS);
  }

  private static int no(LocalDate day, ZoneId zone) {
    return (int) Math.floorDiv(day.atStartOfDay(zone).toEpochSecond(), (long) QUARTER_SECONDS);
  }
}
