package playhouse.streaming.kpi.core;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Instants as tables number them: days, quarter hours and minutes since 1970, in UTC. */
public final class Clock {
  static final long DAY_MICROS = 86_400_000_000L;
  private static final long QUARTER_MICROS = 900_000_000L;
  private static final long MINUTE_MICROS = 60_000_000L;
  private static final long SECOND_MICROS = 1_000_000L;

  private Clock() {}

  static int dayNo(long micros) {
    return (int) Math.floorDiv(micros, DAY_MICROS);
  }

  static int quarterNo(long micros) {
    return (int) Math.floorDiv(micros, QUARTER_MICROS);
  }

  static int minuteNo(long micros) {
    return (int) Math.floorDiv(micros, MINUTE_MICROS);
  }

  /** Microseconds since 1970. */
  public static long micros(Instant instant) {
    return instant.getEpochSecond() * SECOND_MICROS + instant.getNano() / 1000;
  }

  /** The instant of so many microseconds since 1970. */
  public static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, SECOND_MICROS), Math.floorMod(micros, SECOND_MICROS) * 1000);
  }

  static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
