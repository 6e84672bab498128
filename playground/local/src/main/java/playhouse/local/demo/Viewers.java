package playhouse.local.demo;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.LiveFeatures;

/** People whom the stream knows well, found among the live features. */
record Viewers(String bootstrap) {
  /** The ids of those with the most plays. */
  List<UUID> busiest(int count) {
    Map<UUID, Long> plays = new HashMap<>();
    new TopicState(bootstrap, Topics.LIVE_FEATURES)
        .read(features -> plays.put(id(features.key()), playsOf(features)));
    return plays.entrySet().stream()
        .sorted(
            Map.Entry.<UUID, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(count)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static long playsOf(ConsumerRecord<byte[], byte[]> features) {
    return features.value() == null
        ? 0
        : Wire.decode(LiveFeatures.class, features.value()).getPlays();
  }

  private static UUID id(byte[] key) {
    ByteBuffer bytes = ByteBuffer.wrap(key);
    return new UUID(bytes.getLong(), bytes.getLong());
  }
}
