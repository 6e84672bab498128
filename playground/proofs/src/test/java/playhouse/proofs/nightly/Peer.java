package playhouse.proofs.nightly;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import playhouse.warehouse.Buckets;
import playhouse.warehouse.Grain;
import playhouse.warehouse.Kpi;
import playhouse.warehouse.LakeTable;

/**
 * DuckDB over the files of a lake, as a process of its own: it makes the core tables and marts that
 * nearly all events go into ({@code peer.sql}), reads the small ones as the batch jobs left them,
 * and asks the selects of all 48 KPIs. Prints a line for each, {@code name rows cpu_seconds}, and
 * {@code total 0 cpu_seconds} at the end.
 *
 * <p>It does less than a night does: it writes no file, keeps no lineage, compares with nothing
 * that was there before, and asks each KPI for the day alone and the week and month that it lies
 * in.
 */
final class Peer {
  private static final List<String> SCHEMAS = List.of("raw", "core", "mart");
  private static final String TABLE = "-- table: ";

  private final Statement sql;

  private Peer(Statement sql) {
    this.sql = sql;
  }

  /**
   * Works and tells.
   *
   * @param line a file that names the lake's tables and files, and the UTC day
   */
  public static void main(String[] line) throws SQLException, IOException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = duck.createStatement()) {
      sql.execute("SET threads = 2");
      sql.execute("SET timezone = 'UTC'");
      // What ours may use too, beside its disk.
      sql.execute("SET memory_limit = '4GB'");
      new Peer(sql).run(Files.readAllLines(Path.of(line[0])), LocalDate.parse(line[1]));
    }
  }

  private void run(List<String> named, LocalDate day) throws SQLException {
    Duration begun = cpu();
    Map<String, String> made = statements();
    for (String schema : SCHEMAS) {
      sql.execute("CREATE SCHEMA " + schema);
    }
    sql.execute(
        "CREATE TEMP TABLE edges AS SELECT CAST(UNNEST(%s) AS BIGINT) AS edge_millis"
            .formatted(Buckets.edges().boxed().toList()));
    Map<String, List<String>> files = new TreeMap<>();
    for (String name : named) {
      String table = name.substring(0, name.indexOf(' '));
      files
          .computeIfAbsent(table, t -> new ArrayList<>())
          .add("'" + name.substring(table.length() + 1) + "'");
    }
    Set<String> filled = files.keySet();
    filled.removeAll(made.keySet());
    for (String table : filled) {
      sql.execute(
          "CREATE VIEW %s AS SELECT * FROM read_parquet(%s, union_by_name = true)"
              .formatted(table, files.get(table)));
    }
    for (LakeTable table : LakeTable.all()) {
      if (table.name().startsWith("core.")
          && !filled.contains(table.name())
          && !made.containsKey(table.name())) {
        empty(table);
      }
    }
    for (Map.Entry<String, String> one : made.entrySet()) {
      Duration before = cpu();
      sql.execute(one.getValue());
      tell(one.getKey(), count("SELECT COUNT(*) FROM " + one.getKey()), before);
    }
    Instant last = day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).minusSeconds(900);
    for (Kpi kpi : Kpi.all()) {
      Duration before = cpu();
      tell(kpi.id(), ask(kpi, day, last), before);
    }
    tell("total", 0, begun);
  }

  /** Asks for the day, and for the week and month it lies in if they are told. */
  private long ask(Kpi kpi, LocalDate day, Instant last) throws SQLException {
    long rows = 0;
    List<Grain> days = new ArrayList<>(kpi.grains());
    for (Grain grain : List.of(Grain.WEEK, Grain.MONTH)) {
      if (days.remove(grain)) {
        rows += count(kpi.select(List.of(grain), grain.first(day), grain.first(day), last));
      }
    }
    return days.isEmpty() ? rows : rows + count(kpi.select(days, day, day, last));
  }

  /** How many rows a select answers, each of them fetched. */
  private long count(String select) throws SQLException {
    try (ResultSet rows = sql.executeQuery(select)) {
      long count = 0;
      while (rows.next()) {
        count = select.startsWith("SELECT COUNT(*) FROM ") ? rows.getLong(1) : count + 1;
      }
      return count;
    } catch (SQLException e) {
      throw new SQLException(select, e);
    }
  }

  /** One that nothing was ever written to; of its columns KPIs read only plain ones. */
  private void empty(LakeTable table) throws SQLException {
    String columns =
        table.columns().stream()
            .filter(column -> !column.type().contains("<"))
            .map(column -> column.name() + " " + column.type())
            .collect(Collectors.joining(", "));
    sql.execute("CREATE TABLE %s (%s)".formatted(table.name(), columns));
  }

  /** The statements by what they make, in order. */
  private static Map<String, String> statements() {
    Map<String, String> statements = new LinkedHashMap<>();
    for (String statement : text("peer.sql").split(";\n", -1)) {
      int at = statement.indexOf(TABLE);
      if (at >= 0) {
        String named = statement.substring(at + TABLE.length());
        statements.put(named.substring(0, named.indexOf('\n')), statement);
      }
    }
    return statements;
  }

  private static String text(String resource) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Peer.class.getResourceAsStream("/nightly/" + resource)),
                StandardCharsets.UTF_8))) {
      return String.join("\n", reader.lines().toList()) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void tell(String name, long rows, Duration since) {
    System.out.printf("%s %d %.3f%n", name, rows, cpu().minus(since).toNanos() / 1e9);
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  /** What it printed: CPU seconds by name. */
  static Map<String, Double> seconds(String printed) {
    Map<String, Double> seconds = new TreeMap<>();
    printed
        .lines()
        .map(told -> told.split(" ", -1))
        .filter(told -> told.length == 3)
        .forEach(told -> seconds.put(told[0], Double.parseDouble(told[2])));
    return seconds;
  }
}
