package playhouse.batch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import playhouse.contracts.Family;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Platform;
import playhouse.testbed.Broker;

/** What the jobs have published: in compacted topics, and as facts. */
final class Published {
  private Published() {}

  /** What a topic says now: the latest value of each key, none where it was deleted. */
  static Map<String, byte[]> state(String topic) {
    Map<String, byte[]> state = new HashMap<>();
    Broker.shared().each(topic, message -> take(message, state));
    return state;
  }

  /** The facts of a type of the platform's own, each once. */
  static List<Platform> platform(String type) {
    Map<String, Platform> facts = new LinkedHashMap<>();
    Broker.shared()
        .each(
            Family.PLATFORM.topic(),
            message -> {
              Platform fact = Wire.decode(Platform.class, message.value());
              if (fact.getType().equals(type)) {
                facts.put(fact.getEnvelope().getId(), fact);
              }
            });
    return List.copyOf(facts.values());
  }

  private static void take(ConsumerRecord<byte[], byte[]> message, Map<String, byte[]> state) {
    String key = key(message.key());
    if (message.value() == null) {
      state.remove(key);
    } else {
      state.put(key, message.value());
    }
  }

  /** Keys of 16 bytes are people, others are words. */
  private static String key(byte[] key) {
    if (key.length != 16) {
      return new String(key, StandardCharsets.UTF_8);
    }
    var bytes = ByteBuffer.wrap(key);
    return new UUID(bytes.getLong(), bytes.getLong()).toString();
  }
}
