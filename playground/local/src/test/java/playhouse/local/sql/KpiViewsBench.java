package playhouse.local.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import playhouse.local.access.Role;
import playhouse.local.access.Withheld;
import playhouse.testbed.Bench;
import playhouse.warehouse.Kpi;
import playhouse.warehouse.KpiView;
import playhouse.warehouse.LakeTable;

/**
 * How long an analyst waits for 30 days of a KPI, with all its slices, over a year of values:
 * {@code [--json] [SLICES]}. Ends 1 if the limit is missed.
 */
public final class KpiViewsBench {
  private static final double MOST_P95_MILLIS = 1000;
  private static final LocalDate FROM = LocalDate.parse("2025-12-01");
  private static final int MONTHS = 12;
  private static final int DAYS_ASKED = 30;
  private static final int ROUNDS = 4;

  private final Bench bench;
  private final int slices;
  private final RunningTrino trino;

  private KpiViewsBench(Bench bench, RunningTrino trino) {
    this.bench = bench;
    this.slices = bench.number(20);
    this.trino = trino;
  }

  public static void main(String[] arguments) throws Exception {
    Bench bench = new Bench("kpi-views", arguments);
    try (RunningTrino trino = RunningTrino.start()) {
      if (!trino.runs()) {
        throw new IllegalStateException("needs a JDK for Trino");
      }
      new KpiViewsBench(bench, trino).run();
    }
    System.exit(bench.status());
  }

  private void run() throws SQLException {
    try (Connection service = trino.as(Role.SERVICE).connect();
        Statement statement = service.createStatement()) {
      fill(statement);
      new Withheld(service).make();
      new KpiViews(service).make();
      try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM mart.kpi_daily")) {
        rows.next();
        System.err.printf(Locale.ROOT, "%d values in a year%n", rows.getLong(1));
      }
    }
    List<Double> millis = new ArrayList<>();
    try (Connection analyst = trino.as(Role.ANALYST).connect();
        Statement statement = analyst.createStatement()) {
      for (int round = 0; round < ROUNDS; round++) {
        millis.clear();
        for (KpiView view : KpiView.all()) {
          millis.add(ask(statement, view));
        }
        System.err.printf(
            Locale.ROOT,
            "round %d: p50 %.0f ms, p95 %.0f ms%n",
            round,
            at(millis, 0.5),
            at(millis, 0.95));
      }
    }
    bench.atMost(
        "p95 of " + millis.size() + " KPIs, 30 days", at(millis, 0.95), "ms", MOST_P95_MILLIS);
  }

  /** As the batch leaves it: a file a day, ordered. */
  private void fill(Statement statement) throws SQLException {
    statement.execute("CREATE SCHEMA lake.mart");
    new TrinoTables(statement).make(LakeTable.of("mart.kpi_daily").orElseThrow());
    statement.execute(
        "ALTER TABLE mart.kpi_daily SET PROPERTIES partitioning = ARRAY['day'],"
            + " sorted_by = ARRAY['kpi', 'measure', 'zone', 'grain']");
    String measures =
        Kpi.all().stream()
            .flatMap(
                kpi ->
                    kpi.measures().stream()
                        .map(measure -> "('%s', '%s')".formatted(kpi.id(), measure.name())))
            .collect(Collectors.joining(", "));
    for (int month = 0; month < MONTHS; month++) {
      LocalDate first = FROM.plusMonths(month);
      statement.execute(
          """
          INSERT INTO mart.kpi_daily (kpi, measure, zone, grain, day, started, "by", numerator, denominator, value, version, run_id)
          SELECT kpi, measure, zone, 'day', day, CAST(day AS timestamp(6) with time zone), slice,
            n, n + 1, n / (n + 1.0), 1, 'run-' || CAST(day AS varchar)
          FROM (VALUES %s) AS m (kpi, measure)
          CROSS JOIN (VALUES 'UTC', 'Asia/Shanghai') AS z (zone)
          CROSS JOIN UNNEST(SEQUENCE(DATE '%s', DATE '%s')) AS d (day)
          CROSS JOIN UNNEST(SEQUENCE(0, %d)) AS s (i)
          CROSS JOIN LATERAL (SELECT IF(i = 0, '', 'title=ml-1m:' || CAST(i AS varchar)) AS slice)
          CROSS JOIN LATERAL (SELECT CAST(i * 17 + DAY(day) AS decimal(38, 6)) AS n)"""
              .formatted(measures, first, first.plusMonths(1).minusDays(1), slices));
    }
  }

  private static double ask(Statement statement, KpiView view) throws SQLException {
    LocalDate last = FROM.plusMonths(MONTHS).minusDays(1);
    long began = System.nanoTime();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT * FROM %s WHERE zone = 'UTC' AND grain = 'day' AND day BETWEEN DATE '%s' AND DATE '%s' ORDER BY day, \"by\""
                .formatted(view.name(), last.minusDays(DAYS_ASKED - 1), last))) {
      int count = 0;
      while (rows.next()) {
        count++;
      }
      if (count < DAYS_ASKED) {
        throw new IllegalStateException(view.name() + " has " + count + " rows");
      }
    }
    return (System.nanoTime() - began) / 1e6;
  }

  private static double at(List<Double> millis, double share) {
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}
