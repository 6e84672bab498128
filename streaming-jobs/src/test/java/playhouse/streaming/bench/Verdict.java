package playhouse.streaming.bench;

import java.util.Locale;

/** The lake writer beside the bare copy. */
record Verdict(Figures ours, Figures copy) {

  /** Once-only, deduplication and rejects may cost as much again as the copying itself. */
  private static final double LEAST_RATIO = 0.5;

  private double ratio() {
    return ours.eventsPerCoreSecond() / copy.eventsPerCoreSecond();
  }

  boolean holds() {
    return ratio() >= LEAST_RATIO;
  }

  /** For people. */
  String text() {
    return line("bare copy", copy)
        + line("lake writer", ours)
        + String.format(
            Locale.ROOT,
            "of the bare copy's events/s/core %.2f  limit >= %.2f  %s",
            ratio(),
            LEAST_RATIO,
            holds() ? "holds" : "MISSED");
  }

  private static String line(String name, Figures figures) {
    return String.format(
        Locale.ROOT,
        "%-12s %,11d events  %6.2f CPU-s  %6.1f s  %,9.0f events/s/core  %5.2f CPU-µs/event"
            + "  (before: %.1f CPU-s; %d files, %.0f MB)%n",
        name,
        figures.events(),
        figures.cpuSeconds(),
        figures.seconds(),
        figures.eventsPerCoreSecond(),
        1e6 / figures.eventsPerCoreSecond(),
        figures.begunCpuSeconds(),
        figures.files(),
        figures.bytes() / 1e6);
  }

  /** For programs: one line. */
  String json() {
    return String.format(
        Locale.ROOT,
        "{\"name\":\"lake\",\"what\":\"events a core writes, as a share of a bare copy\","
            + "\"figure\":%.3f,\"unit\":\"\",\"bound\":\"at least\",\"limit\":%.3f,"
            + "\"ratio\":%.3f,\"holds\":%b,"
            + "\"events_per_core_second\":%.0f,\"copied_per_core_second\":%.0f,\"events\":%d}",
        ratio(),
        LEAST_RATIO,
        ratio() / LEAST_RATIO,
        holds(),
        ours.eventsPerCoreSecond(),
        copy.eventsPerCoreSecond(),
        ours.events());
  }
}
