package playhouse.streaming.bench;

import java.util.Locale;
import playhouse.testbed.Bench;

/** The lake writer beside the bare copy. */
record Verdict(Figures ours, Figures copy) {

  /** Once-only, deduplication and rejects may cost as much again as the copying itself. */
  private static final double LEAST_RATIO = 0.5;

  void tell(Bench bench) {
    print("bare copy", copy);
    print("lake writer", ours);
    bench.atLeast(
        "events a core writes, as a share of a bare copy",
        ours.eventsPerCoreSecond() / copy.eventsPerCoreSecond(),
        "",
        LEAST_RATIO);
  }

  private static void print(String name, Figures figures) {
    System.err.printf(
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
}
