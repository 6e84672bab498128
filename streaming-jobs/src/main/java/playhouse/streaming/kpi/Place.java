package playhouse.streaming.kpi;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import playhouse.warehouse.Grain;

/**
 * Which slice of which period of which KPI.
 *
 * @param periodNo the quarter hour with which the period begins, counted from 1970
 * @param slice as dimension=value; empty for all
 */
record Place(String kpi, String zone, String grain, int periodNo, String slice) {
  private static final long QUARTER_SECONDS = 900;

  /** Reads {@code kpi|zone|grain|period|slice}; a slice may hold any character. */
  static Place of(String text) {
    String[] parts = text.split("\\|", 5);
    return new Place(parts[0], parts[1], parts[2], Integer.parseInt(parts[3]), parts[4]);
  }

  Instant start() {
    return Instant.ofEpochSecond(periodNo * QUARTER_SECONDS);
  }

  /** The end of the local day that the period begins on. */
  Instant end() {
    ZoneId id = ZoneId.of(zone);
    LocalDate last = Grain.of(grain).last(LocalDate.ofInstant(start(), id));
    return last.plusDays(1).atStartOfDay(id).toInstant();
  }

  /** Key of a measure's record in the topic. */
  String key(String measure) {
    return String.join("|", kpi, measure, zone, grain, start().toString(), slice);
  }
}
