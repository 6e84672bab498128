package playhouse.proofs.nightly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import playhouse.contracts.Family;
import playhouse.proofs.RunningStack;
import playhouse.testbed.Bench;
import playhouse.warehouse.LakeTable;

/**
 * Core tables, marts and 48 KPIs of one day, as a night makes them: CPU seconds of the launcher and
 * its Spark process, from start to end, as a share of what DuckDB uses for the same selects on the
 * same files ({@link Peer}); then the same night again after one event in a hundred came late. The
 * number is how many events the day has.
 */
public final class NightlyBench {
  private static final int EVENTS = 20_000_000;

  /** What the audience does in a day, as counted over days of thousands of people. */
  private static final int EVENTS_OF_A_PERSON = 127;

  private static final int EARLIER_PEOPLE = 500;
  private static final int EARLIER_DAYS = 3;
  private static final long EARLIER_SEED = 3;
  private static final long DAY_SEED = 1;
  private static final long LATE_SEED = 2;
  private static final int LATE_SHARE = 100;
  private static final double MOST_FULL = 4;
  private static final double MOST_INCREMENTAL = 1.5;
  private static final double MOST_GIBIBYTES = 4;

  /** They and all that they need; what trains, cares or recommends is no part of it. */
  private static final List<String> JOBS =
      List.of("daily-kpis", "daily-titles", "title-retention", "title-cohorts");

  private final LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
  private final RunningStack stack = RunningStack.toFillTheLake();

  private NightlyBench() {}

  public static void main(String[] arguments) throws IOException {
    Bench bench = new Bench("nightly", arguments);
    new NightlyBench().run(bench);
    System.exit(bench.status());
  }

  private void run(Bench bench) throws IOException {
    int people = Math.max(LATE_SHARE, bench.number(EVENTS) / EVENTS_OF_A_PERSON);
    try (stack) {
      stack.launch().must("up");
      // A house that has had nights before: what is made once for all days is there.
      history(EARLIER_PEOPLE, EARLIER_DAYS, EARLIER_SEED, yesterday.minusDays(1));
      night();
      long before = stack.accepted();
      tell("a day of %d people", people);
      history(people, 1, DAY_SEED, yesterday);
      long events = stack.accepted() - before;
      Used full = night();
      Map<String, Double> peer = peer();
      tell("DuckDB %s", peer);
      double duck = peer.getOrDefault("total", 0.0);
      String of = String.format(Locale.ROOT, ", %.1f million events", events / 1e6);
      history(people / LATE_SHARE, 1, LATE_SEED, yesterday);
      Used again = night();
      tell("ours %s, again %s, DuckDB %.1f s", full, again, duck);
      bench.atMost("CPU of a night by DuckDB's" + of, full.cpuSeconds() / duck, "", MOST_FULL);
      bench.atMost(
          "CPU after 1 % more came late by DuckDB's" + of,
          again.cpuSeconds() / duck,
          "",
          MOST_INCREMENTAL);
      bench.atMost("memory of a night" + of, full.gibibytes(), "GiB", MOST_GIBIBYTES);
    }
  }

  private void history(int people, int days, long seed, LocalDate until) throws IOException {
    must(
        "audience",
        stack.process(
            "-Xmx4g",
            "playhouse.audience.Main",
            "history",
            "--run",
            "seed-" + seed,
            "--people",
            Integer.toString(people),
            "--days",
            Integer.toString(days),
            "--until",
            until.toString(),
            "--seed",
            Long.toString(seed),
            "--to",
            "kafka"));
    stack.awaitLake(Duration.ofMinutes(40));
  }

  private Used night() {
    List<String> line = new ArrayList<>(List.of("run"));
    line.addAll(JOBS);
    Used.Watch watch = new Used.Watch();
    int exit = watch.waits(stack.launch().begin(line.toArray(String[]::new)));
    if (exit != 0) {
      throw new IllegalStateException("the night ended " + exit);
    }
    return watch.used();
  }

  private Map<String, Double> peer() throws IOException {
    Path files = Files.createTempFile("lake-", ".txt");
    Files.write(files, files());
    Path answer = Files.createTempFile("duckdb-", ".txt");
    ProcessBuilder duck =
        stack.process("-Xmx1g", Peer.class.getName(), files.toString(), yesterday.toString());
    must("DuckDB", duck.redirectOutput(answer.toFile()));
    Map<String, Double> seconds = Peer.seconds(Files.readString(answer));
    Files.delete(answer);
    Files.delete(files);
    return seconds;
  }

  /** The files of the lake as it is now: each with its table before it. */
  private List<String> files() throws IOException {
    Stream<String> raw = Arrays.stream(Family.values()).map(family -> "raw." + family.topic());
    Stream<String> core =
        LakeTable.all().stream().map(LakeTable::name).filter(name -> name.startsWith("core."));
    String each =
        Stream.concat(raw, core)
            .map(table -> "SELECT '%s' AS name, file_path FROM %s.files".formatted(table, table))
            .collect(Collectors.joining(" UNION ALL "));
    String rows = stack.launch().must("run", "sql", each, "--format", "json");
    List<String> files = new ArrayList<>();
    for (JsonNode row : new ObjectMapper().readTree(rows)) {
      String path = row.get("file_path").asText().replaceFirst("^file:", "");
      files.add(row.get("name").asText() + " " + path);
    }
    return files;
  }

  private static void must(String what, ProcessBuilder builder) throws IOException {
    int exit = new Used.Watch().runs(builder);
    if (exit != 0) {
      throw new IOException(what + " ended " + exit);
    }
  }

  private static void tell(String what, Object... values) {
    System.err.println(String.format(Locale.ROOT, what, values));
  }
}
