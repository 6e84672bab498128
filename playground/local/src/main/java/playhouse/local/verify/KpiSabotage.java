package playhouse.local.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import playhouse.contracts.Family;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.Interaction;
import playhouse.contracts.facts.LiveKpi;
import playhouse.local.demo.TopicState;

/**
 * What is broken on purpose where KPIs are compared.
 *
 * @param kafka its bootstrap servers
 */
record KpiSabotage(String kafka) {
  /** The deduplication is dropped: facts are counted again under other ids. */
  static final String COUNTED_TWICE = "counted-twice";

  /** Days that late events touch are not told anew. */
  static final String LATE_LEFT_OUT = "late-left-out";

  /** The stream stands still: its newest value is one of earlier. */
  static final String STALE_LIVE = "stale-live";

  /** One engine has a definition of its own. */
  static final String OTHER_DEFINITION = "other-definition";

  static final List<String> NAMES =
      List.of(COUNTED_TWICE, LATE_LEFT_OUT, STALE_LIVE, OTHER_DEFINITION);

  private static final int AGAIN = 100;

  /** Sends the last interactions again, with ids of their own. */
  void countTwice() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    new TopicState(kafka, Family.INTERACTION.topic()).read(records::add);
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (ConsumerRecord<byte[], byte[]> record :
          records.subList(Math.max(0, records.size() - AGAIN), records.size())) {
        Interaction once = Wire.decode(Interaction.class, record.value());
        Envelope envelope =
            Envelope.newBuilder(once.getEnvelope())
                .setId(once.getEnvelope().getId() + "/again")
                .build();
        Interaction fact = Interaction.newBuilder(once).setEnvelope(envelope).build();
        ProducerRecord<byte[], byte[]> again =
            new ProducerRecord<>(record.topic(), record.key(), Wire.encode(fact));
        Wire.headers(fact.getEnvelope(), fact.getType())
            .forEach(
                (name, value) -> again.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        send(producer, again);
      }
    }
  }

  /** Tells a value of earlier again, where the newest is another. */
  void putBack() {
    Map<String, byte[]> first = new HashMap<>();
    Map<String, byte[]> newest = new HashMap<>();
    new TopicState(kafka, Topics.LIVE_KPIS)
        .read(
            record -> {
              String key = new String(record.key(), StandardCharsets.UTF_8);
              if (record.value() != null) {
                first.putIfAbsent(key, record.value());
                newest.put(key, record.value());
              }
            });
    String changed =
        newest.keySet().stream()
            .filter(key -> key.startsWith("K2.2|dau"))
            .filter(key -> !told(first, key).equals(told(newest, key)))
            .max(String::compareTo)
            .orElseThrow(() -> new IllegalStateException("no live value has ever changed"));
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      send(
          producer,
          new ProducerRecord<>(
              Topics.LIVE_KPIS, changed.getBytes(StandardCharsets.UTF_8), first.get(changed)));
    }
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("not written", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String told(Map<String, byte[]> values, String key) {
    return Objects.toString(
        Wire.decode(LiveKpi.class, Objects.requireNonNull(values.get(key))).getValue());
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka, "acks", "all"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
