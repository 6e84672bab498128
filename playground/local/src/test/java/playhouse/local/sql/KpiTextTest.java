package playhouse.local.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
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
      TrinoTables tables = new TrinoTables(statement);
      for (LakeTable table : KpiSample.tables()) {
        tables.put(table, sample.rows(table));
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
      new TrinoTables(statement).make(LakeTable.of("mart.kpi_daily").orElseThrow());
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
      try (Connection analyst = trino.as(Role.ANALYST).connect();
          Statement asked = analyst.createStatement();
          ResultSet row =
              asked.executeQuery(
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
        new TrinoTables(statement).make(table);
      }
      for (DictionaryEntry entry : DictionaryEntry.all()) {
        // Raw tables come with the contracts.
        if (!entry.table().startsWith("raw.")) {
          statement.execute("EXPLAIN (TYPE VALIDATE) " + entry.query());
        }
      }
    }
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
}
