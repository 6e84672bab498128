package playhouse.batch.jobapi;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;

/** The job API as a whole: its port, its database, who runs what is handed in. */
public final class JobApi implements AutoCloseable {
  private static final Duration AGAIN = Duration.ofMillis(500);
  private final HttpHost http;
  private final Foreman foreman;

  private JobApi(HttpHost http, Foreman foreman) {
    this.http = http;
    this.foreman = foreman;
  }

  /**
   * Takes the port, waits for the database, takes up what an earlier one left, and answers.
   *
   * @param launcher the command that runs a verb of the launcher, to which the verb's words are
   *     added
   */
  public static JobApi start(Settings settings, List<String> launcher, InstantSource clock) {
    JobsDatabase database = new JobsDatabase(settings);
    Callers callers = new Callers(Path.of(settings.get(Setting.TOKEN_KEY)), clock);
    // The port first: two that look after the same runs would start them twice.
    HttpHost http = new HttpHost(settings.get(Setting.BIND), settings.number(Setting.JOBS_PORT));
    while (!database.migrate()) {
      LockSupport.parkNanos(AGAIN.toNanos());
    }
    Foreman.Limits limits =
        new Foreman.Limits(
            settings.number(Setting.JOBS_AT_A_TIME),
            settings.number(Setting.JOBS_LOG_BYTES),
            settings.number(Setting.JOBS_KEPT));
    Foreman foreman =
        new Foreman(database, settings.home().resolve("jobs"), limits, launcher, clock);
    http.start(new BatchRoutes(database, foreman, callers, clock)::answer);
    return new JobApi(http, foreman);
  }

  /** Where it listens. */
  public int port() {
    return http.port();
  }

  @Override
  public void close() {
    http.close();
    foreman.close();
  }
}
