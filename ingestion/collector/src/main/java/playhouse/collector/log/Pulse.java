package playhouse.collector.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Whether Kafka answers, asked at most once a second. */
public final class Pulse implements AutoCloseable {

  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final int PATIENCE_MILLIS = 2_000;

  private final Admin admin;
  private final Clock clock;
  private Instant asked = Instant.MIN;
  private boolean beating;

  public Pulse(String bootstrap, Clock clock) {
    this.clock = clock;
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS));
  }

  /** Whether a broker answered within the last second or does now. */
  public synchronized boolean beats() {
    Instant now = clock.instant();
    if (asked.isBefore(now.minus(FRESH))) {
      beating = ask();
      asked = clock.instant();
    }
    return beating;
  }

  private boolean ask() {
    try {
      return !admin.describeCluster().nodes().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).isEmpty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
