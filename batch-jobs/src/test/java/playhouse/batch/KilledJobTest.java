package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.batch.care.CareOf;
import playhouse.contracts.Setting;

/**
 * A process of a job that is killed in the middle of a commit: data, manifests and metadata are
 * written, and it waits for the catalog, whose row of the table is locked, to point at them.
 */
class KilledJobTest {
  private static final String TABLE = "core.plays";
  private static final Duration PATIENCE = Duration.ofSeconds(80);
  private static final String BLOCKED =
      "SELECT pid FROM pg_stat_activity"
          + " WHERE datname = current_database() AND wait_event_type = 'Lock'";

  /**
   * Killed, with what it had asked of the catalog dying too, or being done after its death: a rerun
   * gives what one undisturbed run gives, and nothing is left of the killed one.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_rerun_gives_what_an_undisturbed_run_gives_and_no_trace_is_left(boolean doneAfterDeath)
      throws Exception {
    final List<String> plays = new Nights(SmallPlatform.afterOneNight()).content(TABLE);
    Lake lake = CareHouse.fresh(Map.of(), Map.of());
    new RawTables(lake).add(SmallPlatform.events());
    killInTheMiddleOfTheCommit(lake, doneAfterDeath);
    assertThat(dataFiles(lake)).as("it had written data").isPositive();
    assertThat(lake.snapshot(TABLE).isPresent()).isEqualTo(doneAfterDeath);
    assertThat(lake.table("ops.job_runs").count()).isZero();

    assertThat(again(lake).isEmpty()).isEqualTo(doneAfterDeath);
    assertThat(new Nights(lake).content(TABLE)).isEqualTo(plays);
    assertThat(lake.table("ops.job_runs").collectAsList())
        .singleElement()
        .satisfies(run -> assertThat(run.<String>getAs("status")).isEqualTo("succeeded"));

    long orphans = CareOf.orphans(lake, TABLE, Instant.now().plus(Duration.ofDays(10)));
    assertThat(orphans > 0).isEqualTo(!doneAfterDeath);
    assertThat(new Nights(lake).content(TABLE)).isEqualTo(plays);
    assertThat(dataFiles(lake)).isEqualTo(lake.table(TABLE + ".all_data_files").count());
  }

  /** The days that a second try of the job writes. */
  private static Set<LocalDate> again(Lake lake) {
    Job job = Jobs.all().find("plays").orElseThrow();
    Request request = new Request(Optional.empty(), LakeHouse.NOW, "again");
    return JobRun.of(job, lake, request, InstantSource.system()).outcome().days();
  }

  private static void killInTheMiddleOfTheCommit(Lake lake, boolean doneAfterDeath)
      throws Exception {
    try (Connection locking = connection(lake);
        Connection looking = connection(lake);
        Statement lock = locking.createStatement();
        Statement look = looking.createStatement()) {
      locking.setAutoCommit(false);
      lock.execute(
          "SELECT * FROM iceberg_tables"
              + " WHERE table_namespace = 'core' AND table_name = 'plays' FOR UPDATE");
      Process process = start(lake, "plays");
      try {
        await(process, () -> answers(look, BLOCKED));
      } finally {
        process.destroyForcibly();
      }
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as("killed").isEqualTo(128 + 9);
      if (!doneAfterDeath) {
        look.execute(BLOCKED.replace("SELECT pid", "SELECT pg_terminate_backend(pid)"));
        await(process, () -> !answers(look, BLOCKED));
      }
      locking.commit();
      await(process, () -> lake.snapshot(TABLE).isPresent() == doneAfterDeath);
    }
  }

  private static Process start(Lake lake, String job) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--") || flag.startsWith("-XX"))
        .forEach(command::add);
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    command.addAll(List.of("-Xmx1g", "-cp", classPath, "playhouse.batch.Main", job));
    Path log = lake.settings().home().resolve("killed.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("PLAYHOUSE_HOME", lake.settings().home().toString());
    builder.environment().put("PLAYHOUSE_CATALOG_URI", lake.settings().get(Setting.CATALOG_URI));
    return builder.start();
  }

  private static void await(Process process, BooleanSupplier reached) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!reached.getAsBoolean()) {
      assertThat(System.nanoTime()).as("alive: %s", process.isAlive()).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private static boolean answers(Statement statement, String select) {
    try (ResultSet rows = statement.executeQuery(select)) {
      return rows.next();
    } catch (SQLException e) {
      throw new IllegalStateException(select, e);
    }
  }

  private static Connection connection(Lake lake) throws SQLException {
    return DriverManager.getConnection(lake.settings().get(Setting.CATALOG_URI), "postgres", "");
  }

  private static long dataFiles(Lake lake) {
    Path folder = Path.of(java.net.URI.create(lake.iceberg(TABLE).location()).getPath());
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
