package playhouse.local.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import playhouse.local.access.ResourceGroups;
import playhouse.local.access.Role;
import playhouse.local.access.Tokens;
import playhouse.local.process.Await;

/** What one analyst may take at once. */
@ExtendWith(RunningTrino.Shared.class)
class LimitsTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** Would take days. */
  private static final String LONG =
      """
      SELECT COUNT(*) FROM UNNEST(SEQUENCE(1, 10000)) AS a (x), UNNEST(SEQUENCE(1, 10000)) AS b (y),
        UNNEST(SEQUENCE(1, 10000)) AS c (z), UNNEST(SEQUENCE(1, 10000)) AS d (w) WHERE x + y + z + w = 7""";

  private final RunningTrino trino;

  LimitsTest(RunningTrino trino) {
    this.trino = trino;
  }

  @Test
  void of_an_analysts_queries_two_run_five_wait_and_the_next_is_refused() throws SQLException {
    assumeThat(trino.runs()).isTrue();
    String token =
        new Tokens(trino.settings().home(), Clock.systemUTC())
            .make(Role.ANALYST, "greedy", Duration.ofDays(1));
    int most = ResourceGroups.RUNNING_OF_ONE + ResourceGroups.WAITING_OF_ONE;
    ExecutorService askers = Executors.newFixedThreadPool(most);
    List<Statement> asked = new ArrayList<>();
    try (Connection analyst = trino.as(Role.ANALYST).connect("analyst.greedy", token)) {
      for (int i = 0; i < most; i++) {
        Statement statement = analyst.createStatement();
        asked.add(statement);
        askers.execute(() -> ask(statement));
      }
      Map<String, Long> expected =
          Map.of(
              "RUNNING",
              (long) ResourceGroups.RUNNING_OF_ONE,
              "QUEUED",
              (long) ResourceGroups.WAITING_OF_ONE);
      boolean full = Await.until(LIMIT, () -> states().equals(expected));
      assertThat(full).as("%s of %s", states(), expected).isTrue();
      try (Statement oneMore = analyst.createStatement()) {
        assertThatThrownBy(() -> oneMore.executeQuery("SELECT 1"))
            .hasMessageContaining("Too many queued queries for \"analysts.analyst.greedy\"");
      }
      try (Connection steward = trino.as(Role.STEWARD).connect();
          Statement other = steward.createStatement()) {
        assertThat(other.execute("SELECT 1")).as("others are not held up").isTrue();
      }
      for (Statement statement : asked) {
        statement.cancel();
      }
    } finally {
      askers.shutdownNow();
    }
  }

  /** Ends when it is cancelled. */
  private static void ask(Statement statement) {
    try {
      statement.executeQuery(LONG);
    } catch (SQLException cancelled) {
      assertThat(cancelled.getMessage()).isNotEmpty();
    }
  }

  private Map<String, Long> states() {
    Map<String, Long> states = new HashMap<>();
    try (Connection service = trino.as(Role.SERVICE).connect();
        Statement statement = service.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT state, COUNT(*) FROM system.runtime.queries
                WHERE "user" = 'analyst.greedy' AND state NOT IN ('FINISHED', 'FAILED') GROUP BY state""")) {
      while (rows.next()) {
        states.put(rows.getString(1), rows.getLong(2));
      }
      return states;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
