package playhouse.batch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import playhouse.contracts.Fact;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.contracts.Wire;

/** Facts that the batch tells, into the topics of their families. */
public final class FactPost {
  private FactPost() {}

  /**
   * Tells facts, whose ids make them known should they be told again; all are there on return.
   *
   * @throws IllegalStateException if Kafka does not take them
   */
  public static void send(Settings settings, List<? extends SpecificRecordBase> facts) {
    if (facts.isEmpty()) {
      return;
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", settings.get(Setting.KAFKA),
                "acks", "all",
                "enable.idempotence", "true",
                "linger.ms", "20",
                "max.block.ms", "20000",
                "delivery.timeout.ms", "60000"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent =
          facts.stream().map(fact -> producer.send(message(fact))).toList();
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "facts cannot be told at "
              + settings.get(Setting.KAFKA)
              + " ("
              + Setting.KAFKA.key()
              + ")",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static ProducerRecord<byte[], byte[]> message(SpecificRecordBase record) {
    Fact fact = Fact.of(record);
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(fact.family().topic(), Wire.key(fact.envelope()), Wire.encode(record));
    Wire.headers(fact.envelope(), fact.type())
        .forEach(
            (name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return message;
  }
}
