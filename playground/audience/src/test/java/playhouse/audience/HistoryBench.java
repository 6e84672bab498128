package playhouse.audience;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import playhouse.audience.send.Counts;
import playhouse.audience.send.FileDestination;
import playhouse.audience.send.Trouble;
import playhouse.audience.world.Plan;
import playhouse.audience.world.World;
import playhouse.testbed.Bench;

/**
 * Measures how many events of history a core acts out and writes into files in a second of its
 * time, truth included; the first days warm up: {@code [--json] [PEOPLE]}. Ends 1 if a limit is
 * missed.
 */
final class HistoryBench {

  private static final int DAYS = 36;

  /** The compiler is at work for the first half million events of each form. */
  private static final int WARM_UP_DAYS = 12;

  private static final double LEAST_PER_CORE_SECOND = 100_000;

  private HistoryBench() {}

  public static void main(String[] args) throws IOException {
    Bench bench = new Bench("history", args);
    int people = bench.number(1000);
    Path folder = Files.createTempDirectory("audience-bench");
    try {
      for (FileDestination.Format format : FileDestination.Format.values()) {
        double rate = eventsPerCoreSecond(people, format, folder.resolve(format.name()));
        bench.atLeast("to " + format + " files", rate, "events/s/core", LEAST_PER_CORE_SECOND);
      }
    } finally {
      delete(folder);
    }
    System.exit(bench.status());
  }

  private static double eventsPerCoreSecond(
      int people, FileDestination.Format format, Path folder) {
    Plan plan = Plan.of(1, people, 1200, DAYS, LocalDate.of(2026, 11, 21), 60);
    History history = new History(new World(plan), List.of(ZoneId.of("UTC")), "USD");
    Counts counts = new Counts();
    long[] warm = new long[2];
    history.send(
        new FileDestination(folder, format),
        Trouble.USUAL,
        1,
        counts,
        day -> {
          if (day == plan.firstDay() + WARM_UP_DAYS - 1) {
            warm[0] = counts.total();
            warm[1] = cpuNanos();
          }
        });
    double seconds = (cpuNanos() - warm[1]) / 1e9;
    return (counts.total() - warm[0]) / seconds;
  }

  /** CPU time of the whole process: other processes on the machine do not count. */
  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
