package playhouse.batch.jobapi;

import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;

/** The schema {@code jobs} of the services' PostgreSQL; a connection for each question. */
final class JobsDatabase {
  /** So that no request waits for another, or for a database that is gone, without end. */
  private static final String LIMITS = "-c statement_timeout=10s -c lock_timeout=5s";

  private static final int CONNECT_SECONDS = 3;
  private final PGSimpleDataSource source = new PGSimpleDataSource();
  private final Jdbi jdbi;

  JobsDatabase(Settings settings) {
    source.setURL(settings.get(Setting.SERVICES_URI));
    source.setUser(settings.get(Setting.SERVICES_USER));
    settings.find(Setting.SERVICES_PASSWORD).ifPresent(source::setPassword);
    source.setOptions(LIMITS);
    source.setApplicationName("jobs");
    source.setCurrentSchema("jobs");
    source.setConnectTimeout(CONNECT_SECONDS);
    jdbi = Jdbi.create(source);
  }

  /** Brings the schema up to date; false if the database cannot be reached now. */
  boolean migrate() {
    try {
      Flyway.configure()
          .dataSource(source)
          .schemas("jobs")
          .locations("classpath:services/jobs")
          .load()
          .migrate();
      return true;
    } catch (FlywayException e) {
      return false;
    }
  }

  /**
   * Asks and changes, in one transaction.
   *
   * @throws Refused 503 if the database cannot be reached
   */
  <T> T in(Function<Handle, T> work) {
    try {
      return jdbi.inTransaction(work::apply);
    } catch (ConnectionException e) {
      throw Refused.unavailable("the database cannot be reached now");
    }
  }
}
