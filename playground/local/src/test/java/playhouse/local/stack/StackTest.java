package playhouse.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.local.Broker;
import playhouse.local.process.Await;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Ports;
import playhouse.local.process.ProcessPlan;
import playhouse.local.process.Progress;

/** The real broker and the real PostgreSQL, as processes of their own. */
class StackTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  @TempDir Path home;
  private House house;
  private Stack stack;

  @BeforeEach
  void makeStack() {
    house = new House(home, Settings.of(environment()), (process, module) -> testClassPath());
    stack = stackOf(List.of());
  }

  @AfterEach
  void leaveNothingRunning() {
    stack.down();
  }

  @Test
  void whatWasKilledIsFoundDeadAndStartedAgainWithItsDataWhileTheRestGoesOn() throws Exception {
    stack.up();
    String cluster = Broker.clusterId(home.resolve("kafka"));
    execute("create table kept as select 42 as answer");
    assertThat(health()).containsExactly("broker up", "database up");
    long database = pid("database");

    kill("broker");
    assertThat(health()).containsExactly("broker dead", "database up");
    stack.up();
    assertThat(health()).containsExactly("broker up", "database up");
    assertThat(pid("database")).isEqualTo(database);
    assertThat(Broker.clusterId(home.resolve("kafka"))).isEqualTo(cluster);

    kill("database");
    assertThat(new Postmaster(home.resolve("postgres")).alive()).isTrue();
    assertThat(health()).containsExactly("broker up", "database dead");
    stack.up();
    execute("update kept set answer = 43 where answer = 42");

    stack.up();
    assertThat(said()).contains("already up");
    assertThat(new Lag(house.settings().get(Setting.KAFKA)).of(Lag.LAKE_WRITER)).hasValue(0);

    assertThat(stack.down()).isTrue();
    assertThat(health()).containsExactly("broker down", "database down");
    assertThat(new Postmaster(home.resolve("postgres")).alive()).isFalse();
    assertThat(stack.down()).isFalse();
  }

  @Test
  void aTakenPortIsRefusedByTheNameOfItsKeyBeforeAnythingStarts() throws Exception {
    int port = house.settings().number(Setting.POSTGRES_PORT);
    try (ServerSocket stranger = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(stack::up)
          .isInstanceOf(LocalFailure.class)
          .hasMessageContaining("port " + stranger.getLocalPort())
          .hasMessageContaining("set PLAYHOUSE_POSTGRES_PORT");
    }
    assertThat(health()).containsExactly("broker down", "database down");
  }

  @Test
  void aProcessThatEndsAtItsStartShowsItsLogAndTakesTheOthersDownWithIt() {
    ProcessPlan plan =
        new ProcessPlan(
            "serving",
            House.java(),
            List.of(),
            testClassPath(),
            "playhouse.NoSuchMain",
            List.of(),
            Map.of(),
            0);
    Health never = () -> Optional.of("no answer");
    stack = stackOf(List.of(new Service(plan, Setting.SERVING_PORT, never, LIMIT, LIMIT)));
    assertThatThrownBy(stack::up)
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining("serving did not start: the process has ended")
        .hasMessageContaining("serving.log");
    assertThat(said()).contains("ClassNotFoundException: playhouse.NoSuchMain");
    assertThat(health()).containsExactly("broker down", "database down", "serving down");
    assertThat(new Postmaster(home.resolve("postgres")).alive()).isFalse();
  }

  private Stack stackOf(List<Service> users) {
    Progress progress = new Progress(new PrintStream(said, true, StandardCharsets.UTF_8), false);
    return new Stack(house, progress, new Services(house).stores(), users);
  }

  private Map<String, String> environment() {
    return Map.of(
        "PLAYHOUSE_HOME", home.toString(),
        "PLAYHOUSE_KAFKA_PORT", Integer.toString(Ports.anyFree()),
        "PLAYHOUSE_POSTGRES_PORT", Integer.toString(Ports.anyFree()));
  }

  private List<String> health() {
    return stack.status().stream().map(row -> row.name() + " " + row.health()).toList();
  }

  private long pid(String name) {
    return house.processes().find(name).orElseThrow().pid();
  }

  private void kill(String name) {
    ProcessHandle.of(pid(name)).orElseThrow().destroyForcibly();
    assertThat(Await.until(LIMIT, () -> !house.processes().alive(name))).isTrue();
  }

  private void execute(String sql) throws Exception {
    String url =
        "jdbc:postgresql://127.0.0.1:"
            + house.settings().get(Setting.POSTGRES_PORT)
            + "/lake?user=postgres";
    try (Connection connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isEqualTo(1);
    }
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private static String testClassPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
