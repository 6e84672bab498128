package playhouse.local.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import playhouse.local.access.Role;
import playhouse.local.access.Withheld;
import playhouse.testbed.kpi.KpiSample;
import playhouse.warehouse.Kpi;
import playhouse.warehouse.LakeTable;
import playhouse.warehouse.Measure;

/** The questions of docs/sql.md, asked as analysts over a lake with a few rows of everything. */
@ExtendWith(RunningTrino.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("### \\d+\\. ([^\n]+)\n```sql\n(.*?);\n```", Pattern.DOTALL);

  private static final List<String> TABLES =
      List.of(
          "core.plays",
          "core.titles",
          "core.people",
          "core.recommendations",
          "core.payments",
          "core.subscriptions",
          "core.tickets");

  private final RunningTrino trino;

  ExamplesTest(RunningTrino trino) {
    this.trino = trino;
  }

  record Example(String title, String sql) {
    @Override
    public String toString() {
      return title;
    }
  }

  static Stream<Example> examples() {
    return examplesIn(Path.of("../../docs/sql.md"));
  }

  private static Stream<Example> examplesIn(Path file) {
    try {
      Matcher found = EXAMPLE.matcher(Files.readString(file));
      return found.results().map(one -> new Example(one.group(1), one.group(2)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeAll
  void aLakeWithRows() throws SQLException {
    // Outside CI there may be no Java for it.
    assumeThat(trino.runs()).isTrue();
    try (Connection connection = trino.as(Role.SERVICE).connect();
        Statement statement = connection.createStatement()) {
      for (String schema : List.of("core", "mart")) {
        statement.execute("CREATE SCHEMA IF NOT EXISTS lake." + schema);
      }
      KpiSample sample = new KpiSample();
      TrinoTables tables = new TrinoTables(statement);
      for (String name : TABLES) {
        LakeTable table = LakeTable.of(name).orElseThrow();
        tables.put(table, sample.rows(table));
      }
      for (String name : List.of("mart.kpi_daily", "mart.title_retention")) {
        tables.put(LakeTable.of(name).orElseThrow(), List.of());
      }
      statement.execute(
          """
          INSERT INTO mart.title_retention (zone, title, day, views, absolute, relative)
          VALUES ('UTC', 't1', DATE '2026-11-23', 7, REPEAT(0.5, 101), REPEAT(0.4, 101))""");
      statement.execute(values());
      new Withheld(connection).make();
      new KpiViews(connection).make();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void an_example_is_answered(Example example) throws SQLException {
    assertThat(example.title()).as("in both languages").matches(".+ · .*\\p{IsHan}.*");
    try (Connection connection = trino.as(Role.ANALYST).connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(example.sql())) {
      assertThat(rows.next()).as("has a row").isTrue();
      for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
        assertThat(rows.getMetaData().getColumnLabel(column)).doesNotContain("_col");
      }
    }
  }

  /** Every measure on one day, as a whole and for a title and a CDN. */
  private static String values() {
    List<String> rows =
        Kpi.all().stream()
            .flatMap(
                kpi ->
                    kpi.measures().stream()
                        .map(Measure::name)
                        .flatMap(
                            measure ->
                                Arrays.stream(new String[] {"", "title=t1", "cdn=alpha"})
                                    .map(by -> row(kpi.id(), measure, by))))
            .toList();
    return "INSERT INTO mart.kpi_daily (kpi, measure, zone, grain, day, \"by\", value, version) VALUES "
        + String.join(", ", rows);
  }

  private static String row(String kpi, String measure, String by) {
    return String.format(
        Locale.ROOT,
        "('%1$s', '%2$s', 'UTC', 'day', DATE '2026-11-22', '%3$s', 0.5, 1),"
            + "('%1$s', '%2$s', 'Asia/Shanghai', 'day', DATE '2026-11-22', '%3$s', 0.5, 1)",
        kpi,
        measure,
        by);
  }
}
