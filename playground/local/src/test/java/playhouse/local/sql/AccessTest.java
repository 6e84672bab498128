package playhouse.local.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.local.access.Role;
import playhouse.local.access.Tokens;
import playhouse.local.access.Withheld;

/** Who sees what, asked as any JDBC client asks. */
@ExtendWith(RunningTrino.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {
  private static final String ADA = "aaaaaaaa-0000-4000-8000-000000000001";
  private static final String BEN = "aaaaaaaa-0000-4000-8000-000000000002";
  private static final String CAT = "aaaaaaaa-0000-4000-8000-000000000003";

  private final RunningTrino trino;

  AccessTest(RunningTrino trino) {
    this.trino = trino;
  }

  /** Ben took his consent back; Cat was found to be Ben. */
  @BeforeAll
  void aLakeWithPeople() throws SQLException {
    // Outside CI there may be no Java for it.
    assumeThat(trino.runs()).isTrue();
    for (String schema : List.of("raw", "core", "ops")) {
      service("CREATE SCHEMA IF NOT EXISTS lake." + schema);
    }
    service("DROP TABLE IF EXISTS raw.compliance");
    service(
        """
        CREATE TABLE raw.compliance (person uuid, type varchar, occurred timestamp(6) with time zone,
          consent_given row(purpose varchar, policy_version varchar),
          consent_withdrawn row(purpose varchar, policy_version varchar))""");
    service(
        """
        INSERT INTO raw.compliance VALUES
          (UUID '%1$s', 'consent.withdrawn', TIMESTAMP '2026-11-01 00:00:00 UTC', NULL, ROW('analytics', '1')),
          (UUID '%1$s', 'consent.given', TIMESTAMP '2026-11-02 00:00:00 UTC', ROW('analytics', '1'), NULL),
          (UUID '%2$s', 'consent.withdrawn', TIMESTAMP '2026-11-01 00:00:00 UTC', NULL, ROW('analytics', '1')),
          (UUID '%2$s', 'consent.given', TIMESTAMP '2026-11-02 00:00:00 UTC', ROW('marketing', '1'), NULL)"""
            .formatted(ADA, BEN));
    for (String table :
        List.of("core.plays", "core.contributions", "core.identities", "ops.job_runs")) {
      trino.makeEmpty(table);
    }
    service(
        "INSERT INTO core.identities (person, merged_into) VALUES ('%s', '%s')"
            .formatted(CAT, BEN));
    service(
        """
        INSERT INTO core.plays (play, title, person, device) VALUES
          ('p1', 't1', '%1$s', 'd1'), ('p2', 't1', '%1$s', 'd2'), ('p3', 't2', '%2$s', 'd3'),
          ('p4', 't2', '%3$s', 'd4'), ('p5', 't3', NULL, NULL)"""
            .formatted(ADA, BEN, CAT));
    service(
        "INSERT INTO core.contributions (contribution, person, text, language) VALUES ('c1', '%s', 'call me, Ada', 'en')"
            .formatted(ADA));
    try (Connection connection = trino.as(Role.SERVICE).connect()) {
      new Withheld(connection).make();
    }
  }

  @Test
  void analysts_count_and_follow_people_whom_they_do_not_know() throws SQLException {
    assertThat(
            rows(
                Role.ANALYST,
                "SELECT COUNT(DISTINCT person), COUNT(DISTINCT device) FROM core.plays"))
        .containsExactly("1|2");
    String alias =
        rows(Role.ANALYST, "SELECT DISTINCT person FROM core.plays WHERE person IS NOT NULL")
            .get(0);
    assertThat(alias).matches("[0-9A-F]{32}");
    assertThat(rows(Role.ANALYST, "SELECT DISTINCT person FROM core.contributions"))
        .as("the same in every table")
        .containsExactly(alias);
    assertThat(rows(Role.ANALYST, "SELECT COUNT(*) FROM core.plays WHERE person = '" + ADA + "'"))
        .as("nobody can be looked for by pseudonym")
        .containsExactly("0");
    assertThat(rows(Role.ANALYST, "EXPLAIN SELECT person FROM core.plays").get(0))
        .as("the plan says which key, not what it is")
        .contains("mask_key")
        .doesNotContainPattern("X'[0-9A-F ]{32,}");
  }

  @Test
  void analysts_do_not_read_what_people_wrote() throws SQLException {
    assertThat(rows(Role.ANALYST, "SELECT text, language FROM core.contributions"))
        .containsExactly("null|en");
    assertThat(rows(Role.STEWARD, "SELECT person, text FROM core.contributions"))
        .containsExactly(ADA + "|call me, Ada");
  }

  @Test
  void rows_of_people_who_took_consent_back_are_not_for_analysts() throws SQLException {
    assertThat(
            rows(
                Role.ANALYST,
                "SELECT title, COUNT(*) FROM core.plays GROUP BY title ORDER BY title"))
        .containsExactly("t1|2", "t3|1");
    assertThat(
            rows(
                Role.STEWARD,
                "SELECT title, COUNT(*) FROM core.plays GROUP BY title ORDER BY title"))
        .containsExactly("t1|2", "t2|2", "t3|1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM raw.compliance",
        "SELECT * FROM access.mask_key",
        "SELECT * FROM access.people",
        "SELECT * FROM core.\"plays$partitions\"",
        "SELECT * FROM core.\"plays$files\"",
        "SELECT * FROM core.\"plays$history\"",
        "SELECT * FROM TABLE(lake.system.table_changes('core', 'plays', 1, 2))",
        "SHOW CREATE VIEW access.people",
        "INSERT INTO core.plays (play) VALUES ('p')",
        "DELETE FROM core.plays",
        "CREATE TABLE core.mine (n int)",
        "CREATE VIEW core.mine AS SELECT 1 AS n",
        "DROP TABLE core.plays",
        "CALL lake.system.unregister_table('core', 'plays')",
        "ALTER TABLE core.plays EXECUTE expire_snapshots",
        "SET SESSION query_max_execution_time = '10h'",
        "SET SESSION AUTHORIZATION service",
      })
  void analysts_are_refused(String sql) {
    assertThatThrownBy(() -> rows(Role.ANALYST, sql))
        .isInstanceOf(SQLException.class)
        .satisfiesAnyOf(
            e -> assertThat(e).hasMessageContaining("Access Denied"),
            e -> assertThat(e).hasMessageContaining("not supported for table with row filter"));
  }

  @Test
  void stewards_read_everything_but_the_key_and_write_nothing() throws SQLException {
    assertThat(rows(Role.STEWARD, "SELECT COUNT(*) FROM raw.compliance")).containsExactly("4");
    assertThatThrownBy(() -> rows(Role.STEWARD, "SELECT key FROM access.mask_key"))
        .hasMessageContaining("Access Denied");
    assertThatThrownBy(() -> rows(Role.STEWARD, "DELETE FROM core.plays"))
        .hasMessageContaining("Access Denied");
  }

  @Test
  void a_name_that_is_not_the_tokens_is_refused() {
    Tokens tokens = new Tokens(trino.settings().home(), Clock.systemUTC());
    String token = tokens.make(Role.ANALYST, "ana", Duration.ofDays(1));
    for (String name : List.of("steward", "service", "analyst.ben", "analyst")) {
      assertThatThrownBy(() -> ask(name, token))
          .as(name)
          .hasMessageContaining("Access Denied: User analyst.ana cannot impersonate user " + name);
    }
    assertThat(catchNothing("analyst.ana", token)).isEqualTo("analyst.ana");
  }

  @Test
  void a_token_that_has_ended_or_that_another_key_has_signed_is_refused(@TempDir Path elsewhere) {
    Clock lastYear = Clock.fixed(Instant.now().minus(Duration.ofDays(365)), ZoneOffset.UTC);
    String old =
        new Tokens(trino.settings().home(), lastYear).make(Role.ANALYST, "ana", Duration.ofDays(1));
    String foreign =
        new Tokens(elsewhere, Clock.systemUTC()).make(Role.ANALYST, "ana", Duration.ofDays(1));
    assertThatThrownBy(() -> ask("analyst.ana", old)).hasMessageContaining("Authentication failed");
    assertThatThrownBy(() -> ask("analyst.ana", foreign))
        .hasMessageContaining("Authentication failed");
    assertThatThrownBy(() -> ask("analyst.ana", "nonsense"))
        .hasMessageContaining("Authentication failed");
    assertThatThrownBy(
            () ->
                DriverManager.getConnection(trino.as(Role.ANALYST).url() + "&user=analyst")
                    .createStatement()
                    .execute("SELECT 1"))
        .hasMessageContaining("Authentication failed");
  }

  private String catchNothing(String user, String token) {
    try {
      return ask(user, token);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private String ask(String user, String token) throws SQLException {
    try (Connection connection = trino.as(Role.ANALYST).connect(user, token);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT current_user")) {
      row.next();
      return row.getString(1);
    }
  }

  private void service(String sql) throws SQLException {
    rows(Role.SERVICE, sql);
  }

  private List<String> rows(Role role, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = trino.as(role).connect();
        Statement statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        try (ResultSet answer = statement.getResultSet()) {
          while (answer.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= answer.getMetaData().getColumnCount(); i++) {
              row.add(String.valueOf(answer.getObject(i)));
            }
            rows.add(String.join("|", row));
          }
        }
      }
    }
    return rows;
  }
}
