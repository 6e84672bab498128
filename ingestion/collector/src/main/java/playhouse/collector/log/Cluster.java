package playhouse.collector.log;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** The Kafka cluster at an address. */
public final class Cluster {

  private static final int PATIENCE_SECONDS = 15;

  private Cluster() {}

  /**
   * The cluster's id, which changes when its data is thrown away.
   *
   * @throws NotDurable if nobody answers there
   */
  public static String id(String bootstrap) {
    try (Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PATIENCE_SECONDS * 1_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PATIENCE_SECONDS * 1_000))) {
      return admin.describeCluster().clusterId().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotDurable("interrupted", e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new NotDurable("Kafka does not answer at " + bootstrap + ": is it up?", e);
    }
  }
}
