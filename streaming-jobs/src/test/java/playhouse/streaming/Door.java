package playhouse.streaming;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import playhouse.contracts.Fact;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.Interaction;
import playhouse.contracts.facts.Rating;

/** Puts events into Kafka as the collector does. */
public final class Door implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  /** Its records go to this broker. */
  public Door(String kafka) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", "5"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Sends an event to its family's topic, with its own key. */
  public void send(SpecificRecordBase record) {
    sent.add(producer.send(message(record)));
  }

  /** An event as it goes to Kafka. */
  public static ProducerRecord<byte[], byte[]> message(SpecificRecordBase record) {
    Fact fact = Fact.of(record);
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(fact.family().topic(), Wire.key(fact.envelope()), Wire.encode(record));
    Wire.headers(fact.envelope(), fact.type())
        .forEach(
            (name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return message;
  }

  /** Sends any bytes to a partition. */
  void sendBytes(String topic, int partition, byte[] value) {
    sent.add(producer.send(new ProducerRecord<>(topic, partition, null, value)));
  }

  /** Sends any bytes to where the key belongs. */
  public void sendBytes(String topic, byte[] key, byte[] value) {
    sent.add(producer.send(new ProducerRecord<>(topic, key, value)));
  }

  /** Waits until the broker has all of it. */
  public void flush() {
    producer.flush();
    for (Future<RecordMetadata> record : sent) {
      try {
        record.get();
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException("not written", e);
      }
    }
    sent.clear();
  }

  @Override
  public void close() {
    flush();
    producer.close();
  }

  /** A rating by somebody: received when the clock says, of something that occurred. */
  static Interaction rating(String id, UUID person, Instant occurred, Instant received) {
    return Interaction.newBuilder()
        .setEnvelope(envelope(id, person, occurred, received).build())
        .setType("rating")
        .setRating(new Rating("ml-1m:" + Math.floorMod(id.hashCode(), 3000), 4.0, "stars5"))
        .build();
  }

  /** Who, when and from where: all that an event must have. */
  public static Envelope.Builder envelope(
      String id, UUID person, Instant occurred, Instant received) {
    return Envelope.newBuilder()
        .setId(id)
        .setSource("/test")
        .setPerson(person)
        .setOccurred(occurred)
        .setReceived(received);
  }
}
