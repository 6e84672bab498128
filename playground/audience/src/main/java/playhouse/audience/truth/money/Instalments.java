package playhouse.audience.truth.money;

import playhouse.audience.truth.Zone;

/** An amount spread over days so that all of it is spread, its rounding carried along. */
final class Instalments {

  /** A day's part. */
  interface Part {
    void of(long dayBegin, long micros);
  }

  private Instalments() {}

  /** The parts of those days of the zone that are known by now. */
  static void add(long micros, int firstDay, int days, Zone zone, Part part) {
    int last = zone.lastDay();
    for (int k = 1; k <= days && firstDay + k - 1 <= last; k++) {
      long until = Math.multiplyExact(micros, (long) k) / days;
      long before = Math.multiplyExact(micros, k - 1L) / days;
      part.of(zone.calendar().begin(firstDay + k - 1), until - before);
    }
  }
}
