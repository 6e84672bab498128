package playhouse.local.stack;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.common.TopicPartition;
import playhouse.local.process.LocalFailure;

/** How many events Kafka has ever taken, by family. */
public record FamilyEnds(String bootstrap) {
  private static final int LIMIT_SECONDS = 10;

  /**
   * The sum of a topic's end offsets is the number of its events: nobody writes transactions to it.
   */
  public Map<String, Long> events() {
    try (BrokerClient client = BrokerClient.of(bootstrap)) {
      Map<TopicPartition, ListOffsetsResultInfo> ends =
          client
              .admin()
              .listOffsets(Lag.everyPartition())
              .all()
              .get(LIMIT_SECONDS, TimeUnit.SECONDS);
      Map<String, Long> events = new TreeMap<>();
      ends.forEach((partition, end) -> events.merge(partition.topic(), end.offset(), Long::sum));
      return events;
    } catch (ExecutionException | TimeoutException e) {
      throw new LocalFailure("the broker does not say how many events it has", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalFailure("interrupted", e);
    }
  }
}
