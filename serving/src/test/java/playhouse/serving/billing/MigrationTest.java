package playhouse.serving.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import playhouse.testbed.Database;

/** What was there before invoices had numbers and lines. */
class MigrationTest {
  private static final String SUBSCRIPTION = "7c0de0f1-0000-4000-8000-00000000000";

  @Test
  void olderInvoicesAreNumberedAndSayWhatTheyAreFor() throws SQLException {
    String database = Database.fresh();
    migrate(database, "3");
    try (Connection connection = DriverManager.getConnection(database, "postgres", "");
        Statement statement = connection.createStatement()) {
      for (int i = 1; i <= 2; i++) {
        statement.execute(
            """
            insert into billing.subscription values ('%s%d', gen_random_uuid(), 'standard', 'DE',
              'EUR', 9.99, 19, 1, 7, 'active', '2026-10-31T10:00:00Z', 3, '2026-12-31T10:00:00Z',
              '2027-01-31T10:00:00Z', null, '2026-10-24T10:00:00Z', 5)"""
                .formatted(SUBSCRIPTION, i));
        for (int term = 1; term <= 4; term++) {
          statement.execute(
              """
              insert into billing.invoice values ('%1$s%2$d-%3$d', '%1$s%2$d', %3$d, 'EUR', 9.99,
                1.60, 'paid', timestamptz '2026-10-31T10:00:00Z' + make_interval(months => %3$d - 1))"""
                  .formatted(SUBSCRIPTION, i, term));
        }
      }
      migrate(database, "4");
      assertThat(
              texts(
                  statement,
                  """
                  select number || ' ' || (term_from at time zone 'UTC')::date || ' '
                    || (term_until at time zone 'UTC')::date from billing.invoice
                  where subscription = '%s1' order by number"""
                      .formatted(SUBSCRIPTION)))
          .containsExactly(
              "DE-2026-000001 2026-10-31 2026-11-30",
              "DE-2026-000003 2026-11-30 2026-12-31",
              "DE-2026-000005 2026-12-31 2027-01-31",
              "DE-2027-000001 2027-01-31 2027-02-28");
      assertThat(texts(statement, "select year || ' ' || last from billing.series order by 1"))
          .containsExactly("2026 6", "2027 2");
      assertThat(
              texts(
                  statement, "select distinct what || net || '+' || tax from billing.invoice_line"))
          .containsExactly("plan8.3900+1.6000");
    }
  }

  private static void migrate(String database, String target) {
    Flyway.configure()
        .dataSource(database, "postgres", "")
        .schemas("billing")
        .locations("classpath:services/billing")
        .target(target)
        .load()
        .migrate();
  }

  private static List<String> texts(Statement statement, String sql) throws SQLException {
    List<String> all = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        all.add(rows.getString(1));
      }
    }
    return all;
  }
}
