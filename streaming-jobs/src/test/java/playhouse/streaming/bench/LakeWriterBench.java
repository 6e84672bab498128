package playhouse.streaming.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import playhouse.contracts.Family;
import playhouse.streaming.Main;
import playhouse.streaming.lake.LakeWriterJob;
import playhouse.testbed.Bench;

/**
 * How many events a core of the lake writer takes, against a bare copy of the same events from
 * Kafka to the same tables in the same run; and what an event of each family costs. Arguments:
 * {@code [EVENTS] [--json] [--profile FILE]}; ends 1 if the limit is missed.
 *
 * <p>Each side is a process of its own with the launcher's flags, as are its broker and the
 * database, so that the processor time is the writer's alone. It is counted after a warm-up half as
 * long as the measurement, from when events can be read until they are all committed.
 */
public final class LakeWriterBench {

  private static final long EVENTS = 1_000_000;

  private static final double MOST_MICROS = 4;
  private static final int OF_A_FAMILY = 200_000;

  /** More would hold a process for longer than Flink's own heartbeats last. */
  private static final long MOST_IN_A_ROUND = 500_000;

  private LakeWriterBench() {}

  public static void main(String[] args) throws IOException {
    Bench bench = new Bench("lake", args);
    System.setOut(System.err); // Where everybody else may talk.
    long events = events(bench.arguments());
    Path home = Files.createTempDirectory("lake-writer-bench-");
    compared(ours(flags(bench.arguments())), home, events).tell(bench);
    each(home).forEach(cost -> tell(bench, cost));
    delete(home);
    System.exit(bench.status());
  }

  private static Verdict compared(Side writer, Path home, long events) throws IOException {
    long warmUp = events / 2;
    Audience audience = new Audience(warmUp + events, Instant.now());
    try (Contestant ours = new Contestant(writer, folder(home, "ours"), audience, warmUp);
        Contestant copy = new Contestant(bareCopy(), folder(home, "copy"), audience, warmUp)) {
      // In turns, so that what else the machine does falls on both.
      for (long left = events; left > 0; left -= MOST_IN_A_ROUND) {
        long round = Math.min(left, MOST_IN_A_ROUND);
        ours.round(round);
        copy.round(round);
      }
      return new Verdict(ours.figures(), copy.figures());
    }
  }

  /** What an event of each family costs, once the compiler is done with its types. */
  private static List<Contestant.Cost> each(Path home) throws IOException {
    Audience nobody = new Audience(0, Instant.now());
    List<Contestant.Cost> costs = new ArrayList<>();
    try (Contestant ours = new Contestant(ours(List.of()), folder(home, "each"), nobody, 0)) {
      for (Family family : Family.values()) {
        ours.cost(family, OF_A_FAMILY);
      }
      for (Family family : Family.values()) {
        costs.add(ours.cost(family, OF_A_FAMILY));
      }
    }
    return costs;
  }

  private static void tell(Bench bench, Contestant.Cost cost) {
    String what =
        String.format(
            Locale.ROOT, "CPU of an event of %s, %.0f bytes", cost.family().topic(), cost.bytes());
    bench.atMost(what, cost.cpuMicros(), "µs", MOST_MICROS);
  }

  private static long events(List<String> arguments) {
    return arguments.stream()
        .filter(argument -> argument.matches("\\d+"))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(EVENTS);
  }

  private static Path folder(Path home, String name) throws IOException {
    return Files.createDirectory(home.resolve(name));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static Side bareCopy() {
    return new Side(
        "bare copy", BareCopy.GROUP, false, List.of(), List.of(BareCopy.class.getName()));
  }

  private static Side ours(List<String> flags) {
    return new Side(
        "lake writer",
        LakeWriterJob.NAME,
        true,
        flags,
        List.of(Main.class.getName(), LakeWriterJob.NAME));
  }

  private static List<String> flags(List<String> arguments) {
    int at = arguments.indexOf("--profile");
    return at < 0
        ? List.of()
        : List.of("-XX:StartFlightRecording=settings=profile,filename=" + arguments.get(at + 1));
  }
}
