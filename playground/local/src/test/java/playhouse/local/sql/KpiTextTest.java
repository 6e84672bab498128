package playhouse.local.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import playhouse.local.access.Role;
import playhouse.testbed.kpi.KpiAnswer;
import playhouse.testbed.kpi.KpiSample;
import playhouse.warehouse.DictionaryEntry;
import playhouse.warehouse.Kpi;
import playhouse.warehouse.KpiView;
import playhouse.warehouse.LakeTable;

/** Definitions as Trino has them: the texts say the same as elsewhere, the values are views. */
@ExtendWith(RunningTrino.Shared.class)
class KpiTextTest {
  private static final int ROWS_AT_ONCE = 3000;

  private final RunningTrino trino;

  KpiTextTest(RunningTrino trino) {
    this.trino = trino;
  }

  @Test
  void every_definition_answers_over_the_sample_as_agreed() throws SQLException {
    // Outside CI there may be no Java for it.
    assumeThat(trino.runs()).isTrue();
    try (Connection connection = trino.as(Role.SERVICE).connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS lake.core");
      KpiSample sample = new KpiSample();
      for (LakeTable table : KpiSample.tables()) {
        add(statement, table, sample.rows(table));
      }
      List<String> summaries = new ArrayList<>();
      for (Kpi kpi : Kpi.all()) {
        KpiAnswer answer = answer(statement, kpi);
        answer.write("trino");
        summaries.add(answer.summary());
      }
      assertThat(summaries).isEqualTo(KpiAnswer.agreed());
    }
  }

  @Test
  void the_values_of_each_definition_are_a_view_in_its_own_words() throws SQLException {
    assumeThat(trino.runs()).isTrue();
    try (Connection connection = trino.as(Role.SERVICE).connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS lake.mart");
      statement.execute("DROP TABLE IF EXISTS lake.mart.kpi_daily");
      KpiViews views = new KpiViews(connection);
      assertThat(views.make()).as("before there are values").isZero();
      create(statement, LakeTable.of("mart.kpi_daily").orElseThrow());
      statement.execute(
          """
          INSERT INTO lake.mart.kpi_daily
            (kpi, measure, zone, grain, day, started, "by", value, version)
          VALUES
            ('K3.1', 'mean_seconds_per_person', 'UTC', 'day', DATE '2026-11-22',
              TIMESTAMP '2026-11-22 00:00:00 UTC', '', 90.5, 1),
            ('K3.1', 'median_seconds_per_person', 'UTC', 'day', DATE '2026-11-22',
              TIMESTAMP '2026-11-22 00:00:00 UTC', '', 60, 1)""");
      assertThat(views.make()).isEqualTo(KpiView.all().size());
      assertThat(views.make()).as("nothing changed").isZero();
      KpiView attention =
          KpiView.all().stream()
              .filter(view -> view.comment().startsWith("K3.1 "))
              .findFirst()
              .orElseThrow();
      try (ResultSet row =
          statement.executeQuery(
              "SELECT mean_seconds_per_person, median_seconds_per_person FROM lake."
                  + attention.name()
                  + " WHERE zone = 'UTC' AND grain = 'day' AND \"by\" = ''")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getDouble(1)).isEqualTo(90.5);
        assertThat(row.getDouble(2)).isEqualTo(60);
        assertThat(row.next()).isFalse();
      }
      for (KpiView view : KpiView.all()) {
        statement.execute("EXPLAIN SELECT * FROM lake." + view.name());
      }
    }
  }

  @Test
  void the_questions_of_the_dictionary_are_understood() throws SQLException {
    assumeThat(trino.runs()).isTrue();
    try (Connection connection = trino.as(Role.SERVICE).connect();
        Statement statement = connection.createStatement()) {
      for (String schema : List.of("core", "mart", "ops")) {
        statement.execute("CREATE SCHEMA IF NOT EXISTS lake." + schema);
      }
      for (LakeTable table : LakeTable.all()) {
        create(statement, table);
      }
      for (DictionaryEntry entry : DictionaryEntry.all()) {
        // Raw tables come with the contracts.
        if (!entry.table().startsWith("raw.")) {
          statement.execute("EXPLAIN (TYPE VALIDATE) " + entry.query());
        }
      }
    }
  }

  private static void add(Statement statement, LakeTable table, List<List<@Nullable Object>> rows)
      throws SQLException {
    create(statement, table);
    for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
      String values =
          rows.subList(from, Math.min(rows.size(), from + ROWS_AT_ONCE)).stream()
              .map(KpiTextTest::values)
              .collect(Collectors.joining(",\n"));
      String columns =
          table.columns().stream()
              .map(column -> "CAST(\"%1$s\" AS %2$s)".formatted(column.name(), type(column.type())))
              .collect(Collectors.joining(", "));
      String names =
          table.columns().stream()
              .map(column -> "\"" + column.name() + "\"")
              .collect(Collectors.joining(", "));
      statement.execute(
          "INSERT INTO lake.%s SELECT %s FROM (VALUES %s) AS t (%s)"
              .formatted(table.name(), columns, values, names));
    }
  }

  private static void create(Statement statement, LakeTable table) throws SQLException {
    String columns =
        table.columns().stream()
            .map(column -> "\"%s\" %s".formatted(column.name(), type(column.type())))
            .collect(Collectors.joining(", "));
    statement.execute("CREATE TABLE IF NOT EXISTS lake." + table.name() + " (" + columns + ")");
  }

  private static KpiAnswer answer(Statement statement, Kpi kpi) throws SQLException {
    List<String> columns = new ArrayList<>();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try (ResultSet answer = statement.executeQuery(KpiSample.select(kpi))) {
      ResultSetMetaData shape = answer.getMetaData();
      for (int i = 1; i <= shape.getColumnCount(); i++) {
        columns.add(shape.getColumnName(i));
      }
      while (answer.next()) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 1; i <= columns.size(); i++) {
          row.add(answer.getObject(i));
        }
        rows.add(row);
      }
    }
    return KpiAnswer.of(kpi, columns, rows);
  }

  private static String values(List<@Nullable Object> row) {
    return row.stream().map(KpiTextTest::literal).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String literal(@Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof String text) {
      return "'" + text.replace("'", "''") + "'";
    }
    if (value instanceof Instant instant) {
      return "from_iso8601_timestamp('" + instant + "')";
    }
    if (value instanceof LocalDate day) {
      return "DATE '" + day + "'";
    }
    if (value instanceof Double number) {
      return "DOUBLE '" + number + "'";
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(KpiTextTest::literal)
          .collect(Collectors.joining(", ", "ARRAY[", "]"));
    }
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
  }

  private static String type(String type) {
    return type.replace("STRING", "VARCHAR")
        .replace("TIMESTAMP", "TIMESTAMP(6) WITH TIME ZONE")
        .replace("FLOAT", "REAL")
        .replace("STRUCT", "ROW")
        .replace(":", "")
        .replace("<", "(")
        .replace(">", ")");
  }
}
