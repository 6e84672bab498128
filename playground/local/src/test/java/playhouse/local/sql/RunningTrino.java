package playhouse.local.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import playhouse.contracts.Settings;
import playhouse.local.access.Role;
import playhouse.local.process.Ports;
import playhouse.local.process.Progress;
import playhouse.local.stack.House;
import playhouse.local.stack.Service;
import playhouse.local.stack.Services;
import playhouse.local.stack.Stack;
import playhouse.warehouse.LakeTable;

/** A real Trino over a real catalog; where there is no Java for it, outside CI, none. */
record RunningTrino(Settings settings, Stack stack, boolean runs) implements AutoCloseable {
  static RunningTrino start() {
    Path home = home();
    Map<String, String> environment =
        Map.of(
            "PLAYHOUSE_HOME", home.toString(),
            "PLAYHOUSE_KAFKA_PORT", Integer.toString(Ports.anyFree()),
            "PLAYHOUSE_TRINO_PORT", Integer.toString(Ports.anyFree()),
            "PLAYHOUSE_POSTGRES_PORT", Integer.toString(Ports.anyFree()));
    House house =
        new House(
            home,
            Settings.of(environment),
            (process, module) -> System.getProperty("java.class.path"));
    Progress progress = Progress.onStandardError();
    List<Service> database = new Services(house).stores().subList(1, 2);
    Stack stack = new Stack(house, progress, database, List.of());
    Cache cache = Cache.ofUser(System.getenv(), Path.of(System.getProperty("user.home")));
    Optional<Path> java = new TrinoJava(house.settings(), cache, progress).home();
    if (java.isPresent()) {
      stack.startDatabase();
      TrinoInstall install = new TrinoInstall(cache, "mvn", progress);
      stack.start(new TrinoServer(house.settings()).service(install, java.get()));
    }
    assertThat(java.isPresent() || System.getenv("CI") == null)
        .as("CI has a JDK for Trino")
        .isTrue();
    return new RunningTrino(house.settings(), stack, java.isPresent());
  }

  /** Who asks it. */
  TrinoSession as(Role role) {
    return new TrinoSession(settings, role);
  }

  /** Makes the table of that name anew, empty. */
  void makeEmpty(String table) throws SQLException {
    try (Connection connection = as(Role.SERVICE).connect();
        Statement statement = connection.createStatement()) {
      new TrinoTables(statement).put(LakeTable.of(table).orElseThrow(), List.of());
    }
  }

  private static Path home() {
    try {
      return Files.createTempDirectory("trino-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stack.down();
  }

  /** One for all tests of the run. */
  static final class Shared implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == RunningTrino.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .getOrComputeIfAbsent(
              RunningTrino.class, type -> RunningTrino.start(), RunningTrino.class);
    }
  }
}
