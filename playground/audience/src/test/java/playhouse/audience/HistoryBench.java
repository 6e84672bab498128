package playhouse.audience;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import playhouse.audience.send.Counts;
import playhouse.audience.send.FileDestination;
import playhouse.audience.send.Trouble;
import playhouse.audience.world.Plan;
import playhouse.audience.world.World;

/**
 * Measures how many events of history a core acts out and writes into files in a second of its
 * time, truth included; the first days warm up: {@code [--json] [PEOPLE]}. Ends 1 if a limit is
 * missed.
 */
final class HistoryBench {

  private static final double LEAST_PER_CORE_SECOND = 100_000;
  private static final String TEXT = "%s, %s: %,.2f %s, limit %s %,.2f, ratio %.2f, holds: %b%n";
  private static final String JSON =
      "{\"name\":\"%s\",\"what\":\"%s\",\"figure\":%.3f,\"unit\":\"%s\",\"bound\":\"%s\","
          + "\"limit\":%.3f,\"ratio\":%.3f,\"holds\":%b}%n";

  private HistoryBench() {}

  public static void main(String[] args) throws IOException {
    List<String> rest = new ArrayList<>(List.of(args));
    boolean json = rest.remove("--json");
    int people = rest.isEmpty() ? 1000 : Integer.parseInt(rest.get(0));
    Path folder = Files.createTempDirectory("audience-bench");
    boolean hold = true;
    try {
      for (FileDestination.Format format : FileDestination.Format.values()) {
        double rate = eventsPerCoreSecond(people, format, folder.resolve(format.name()));
        hold &= tell(json, "to " + format + " files", rate, LEAST_PER_CORE_SECOND);
      }
    } finally {
      delete(folder);
    }
    System.exit(hold ? 0 : 1);
  }

  private static boolean tell(boolean json, String what, double rate, double least) {
    boolean holds = rate >= least;
    System.out.printf(
        Locale.ROOT,
        json ? JSON : TEXT,
        "history",
        what,
        rate,
        "events/s/core",
        "at least",
        least,
        rate / least,
        holds);
    return holds;
  }

  private static double eventsPerCoreSecond(
      int people, FileDestination.Format format, Path folder) {
    Plan plan = Plan.of(1, people, 1200, 12, LocalDate.of(2026, 11, 21), 60);
    History history = new History(new World(plan), List.of(ZoneId.of("UTC")), "USD");
    Counts counts = new Counts();
    long[] warm = new long[2];
    history.send(
        new FileDestination(folder, format),
        Trouble.USUAL,
        1,
        counts,
        day -> {
          if (day == plan.firstDay() + 3) {
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
