package playhouse.local.stack;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.contracts.Topics;
import playhouse.local.process.LocalFailure;

/** What has to be there before anything runs on the stores: the topics and the databases. */
public record Ground(Settings settings) {
  private static final int LIMIT_SECONDS = 30;

  /** Makes what is missing. */
  public void lay() {
    makeTopics();
    new Databases(settings.number(Setting.POSTGRES_PORT)).make();
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
      awaitLeaders(client);
    }
  }

  /**
   * A producer whose first batch comes before its partition's leader is there can lose that batch
   * (KAFKA-15591); only a leader tells offsets.
   */
  private static void awaitLeaders(BrokerClient client) {
    try {
      client.admin().listOffsets(ends()).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new LocalFailure("the broker does not serve its topics: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalFailure("interrupted", e);
    }
  }

  private static Map<TopicPartition, OffsetSpec> ends() {
    return Topics.all().stream()
        .flatMap(
            topic ->
                IntStream.range(0, topic.partitions())
                    .mapToObj(number -> new TopicPartition(topic.name(), number)))
        .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
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
