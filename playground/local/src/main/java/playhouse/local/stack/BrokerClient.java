package playhouse.local.stack;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** Asks a broker about itself; what is not answered in time is given up, also when closing. */
record BrokerClient(Admin admin) implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(20);

  /** By itself an admin client waits without end for a broker that listens and never answers. */
  private static final Duration CLOSING = Duration.ofSeconds(1);

  static BrokerClient of(String bootstrap) {
    return of(bootstrap, LIMIT);
  }

  static BrokerClient of(String bootstrap, Duration limit) {
    return new BrokerClient(
        Admin.create(
            Map.of(
                "bootstrap.servers", bootstrap,
                "request.timeout.ms", (int) limit.toMillis(),
                "default.api.timeout.ms", (int) limit.toMillis())));
  }

  @Override
  public void close() {
    admin.close(CLOSING);
  }
}
