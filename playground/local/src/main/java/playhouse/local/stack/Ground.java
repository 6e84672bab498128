package playhouse.local.stack;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.contracts.Topics;
import playhouse.local.process.LocalFailure;

/**
 * What has to be there before anything runs on the stores: the topics and the catalog's database.
 */
public record Ground(Settings settings) {
  private static final int LIMIT_SECONDS = 30;

  /** Makes what is missing. */
  public void lay() {
    makeTopics();
    new CatalogDatabase(settings.number(Setting.POSTGRES_PORT)).make();
  }

  private void makeTopics() {
    List<NewTopic> topics =
        Topics.all().stream()
            .map(
                topic ->
                    new NewTopic(topic.name(), topic.partitions(), (short) 1)
                        .configs(topic.config()))
            .toList();
    try (BrokerClient client = BrokerClient.of(settings.get(Setting.KAFKA))) {
      for (KafkaFuture<Void> made : client.admin().createTopics(topics).values().values()) {
        await(made);
      }
    }
  }

  private static void await(KafkaFuture<Void> made) {
    try {
      made.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new LocalFailure("cannot create a topic: " + e.getCause(), e);
      }
    } catch (TimeoutException e) {
      throw new LocalFailure("cannot create the topics: the broker does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalFailure("interrupted", e);
    }
  }
}
