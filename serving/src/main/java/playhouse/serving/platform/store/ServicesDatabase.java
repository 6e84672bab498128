package playhouse.serving.platform.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.transaction.TransactionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.serving.platform.Refusal;

/**
 * The services' PostgreSQL: a pool, a schema for each activity, and transactions. A database that
 * is not there yet is waited for, in the background; meanwhile requests that need it are refused.
 */
public final class ServicesDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServicesDatabase.class);
  private static final int CONNECTIONS = 16;
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
  private static final Duration AGAIN = Duration.ofMillis(500);

  /** So that no transaction waits for another without end. */
  private static final String LIMITS = "-c statement_timeout=10s -c lock_timeout=5s";

  private static final int ATTEMPTS = 3;

  /** PostgreSQL's codes for a transaction that may succeed when done again. */
  private static final Set<String> AGAIN_CODES = Set.of("40001", "40P01");

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final List<String> activities;
  private final Thread migrating = new Thread(this::migrate, "migrate");
  private final CompletableFuture<Void> migrated = new CompletableFuture<>();
  private volatile boolean ready;
  private volatile boolean closed;

  /**
   * Begins to connect.
   *
   * @param activities whose schemas are made and migrated, in this order
   */
  public ServicesDatabase(Settings settings, List<String> activities) {
    this.activities = List.copyOf(activities);
    HikariConfig config = new HikariConfig();
    config.setPoolName("services");
    config.setJdbcUrl(settings.get(Setting.SERVICES_URI));
    config.setUsername(settings.get(Setting.SERVICES_USER));
    settings.find(Setting.SERVICES_PASSWORD).ifPresent(config::setPassword);
    config.addDataSourceProperty("options", LIMITS);
    config.addDataSourceProperty("ApplicationName", "serving");
    // What is put down together goes as one statement, such as facts.
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECT_LIMIT.toMillis());
    // Whether it is there now is not a condition for starting.
    config.setInitializationFailTimeout(-1);
    pool = new HikariDataSource(config);
    jdbi = Jdbi.create(pool);
    migrating.setDaemon(true);
    migrating.start();
  }

  /** Whether every schema is as this version of the code wants it. */
  public boolean ready() {
    return ready;
  }

  /** Whether it is asked no more. */
  public boolean closed() {
    return closed;
  }

  /** Has that done once it is ready. */
  public void whenReady(Runnable work) {
    var unused = migrated.thenRun(work);
  }

  /** For libraries that keep their own tables here. */
  public DataSource dataSource() {
    return pool;
  }

  /**
   * Asks, outside of any transaction.
   *
   * @throws Refusal 503 if the database cannot be reached
   */
  public <T> T read(Function<Handle, T> question) {
    return reached(() -> jdbi.withHandle(question::apply));
  }

  /**
   * Changes, in one transaction: all of it or, if {@code change} throws, nothing. It is done again
   * if PostgreSQL says that it only came in another's way, so it must do nothing but ask and change
   * the database.
   *
   * @throws Refusal 503 if the database cannot be reached; what was asked for may have been done
   *     all the same if the connection broke while it was being committed
   */
  public <T> T write(Function<Handle, T> change) {
    return reached(
        () -> {
          for (int attempt = 1; ; attempt++) {
            try {
              return jdbi.inTransaction(change::apply);
            } catch (RuntimeException e) {
              if (attempt == ATTEMPTS || !AGAIN_CODES.contains(state(e))) {
                throw e;
              }
            }
          }
        });
  }

  @Override
  public void close() {
    closed = true;
    migrating.interrupt();
    pool.close();
  }

  private interface Work<T> {
    T run();
  }

  private <T> T reached(Work<T> work) {
    if (!ready) {
      throw Refusal.unavailable("the database is not there yet");
    }
    try {
      return work.run();
    } catch (ConnectionException | UnableToExecuteStatementException | TransactionException e) {
      // Class 08: the connection; 57P: the server stops; 57014, 55P03: it took or waited too long.
      String state = state(e);
      if (e.getCause() instanceof SQLTransientConnectionException
          || state.startsWith("08")
          || state.startsWith("57")
          || state.equals("55P03")) {
        LOG.warn("the database cannot be used now: {}", e.getMessage());
        throw Refusal.unavailable("the database cannot be used now");
      }
      throw e;
    }
  }

  private static String state(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return "";
  }

  private void migrate() {
    while (!closed) {
      try {
        activities.forEach(this::migrate);
        ready = true;
        migrated.complete(null);
        return;
      } catch (FlywayException e) {
        LOG.warn("the services' database cannot be migrated now: {}", e.getMessage());
        LockSupport.parkNanos(AGAIN.toNanos());
      }
    }
  }

  private void migrate(String activity) {
    Flyway.configure()
        .dataSource(pool)
        .schemas(activity)
        .locations("classpath:services/" + activity)
        .load()
        .migrate();
  }
}
