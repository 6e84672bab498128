package playhouse.local.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import playhouse.local.Broker;

/**
 * The broker works when a client can list its cluster, and that cluster is the one whose storage
 * lies in {@code folder}.
 */
public record BrokerHealth(String bootstrap, Path folder) implements Health {
  private static final int LIMIT_MILLIS = 8000;

  @Override
  public Optional<String> problem() {
    try (Admin admin = admin(bootstrap)) {
      String found = admin.describeCluster().clusterId().get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
      String ours = Broker.clusterId(folder);
      return ours.isEmpty() || ours.equals(found)
          ? Optional.empty()
          : Optional.of("another Kafka cluster answers at " + bootstrap);
    } catch (ExecutionException | TimeoutException e) {
      return Optional.of("no answer at " + bootstrap);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  static Admin admin(String bootstrap) {
    return Admin.create(
        Map.of(
            "bootstrap.servers", bootstrap,
            "request.timeout.ms", LIMIT_MILLIS,
            "default.api.timeout.ms", LIMIT_MILLIS));
  }
}
