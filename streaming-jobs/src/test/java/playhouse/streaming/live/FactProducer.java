package playhouse.streaming.live;

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
import playhouse.contracts.facts.LikeAdded;
import playhouse.contracts.facts.Playback;
import playhouse.contracts.facts.PlaybackStart;
import playhouse.contracts.facts.Rating;

/** Puts facts into Kafka as the collector does. */
final class FactProducer implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  FactProducer(String kafka) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", "0"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void send(SpecificRecordBase record) {
    Fact fact = Fact.of(record);
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(fact.family().topic(), Wire.key(fact.envelope()), Wire.encode(record));
    Wire.headers(fact.envelope(), fact.type())
        .forEach(
            (name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    sent.add(producer.send(message));
  }

  void sendBytes(String topic, byte[] key, byte[] value) {
    sent.add(producer.send(new ProducerRecord<>(topic, key, value)));
  }

  /** Waits until the broker has all of it. */
  void flush() {
    for (Future<RecordMetadata> record : sent) {
      try {
        record.get();
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException("not written", e);
      }
    }
    sent.clear();
  }

  static Playback start(UUID person, String id, String title, Instant occurred) {
    return Playback.newBuilder()
        .setEnvelope(envelope(person, id, occurred).build())
        .setType("playback.start")
        .setPlaybackStart(
            PlaybackStart.newBuilder()
                .setPlay(id)
                .setTitle(title)
                .setRuntimeMillis(100_000)
                .setPositionMillis(0)
                .setAutoplay(false)
                .setMuted(false)
                .build())
        .build();
  }

  static Interaction like(UUID person, String id, String title, Instant occurred) {
    return Interaction.newBuilder()
        .setEnvelope(envelope(person, id, occurred).build())
        .setType("like.added")
        .setLikeAdded(new LikeAdded(title))
        .build();
  }

  static Interaction rating(UUID person, String id, String title, Instant occurred) {
    return Interaction.newBuilder()
        .setEnvelope(envelope(person, id, occurred).setBackfill(true).build())
        .setType("rating")
        .setRating(new Rating(title, 4.0, "stars5"))
        .build();
  }

  private static Envelope.Builder envelope(UUID person, String id, Instant occurred) {
    return Envelope.newBuilder()
        .setId(id)
        .setSource("/test")
        .setPerson(person)
        .setOccurred(occurred)
        .setReceived(Instant.now());
  }

  @Override
  public void close() {
    flush();
    producer.close();
  }
}
