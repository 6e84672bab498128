package playhouse.collector;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import playhouse.contracts.Family;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Reject;
import playhouse.testbed.Broker;

/** A topic read from its beginning to where it ends now. */
public final class Topic {

  private Topic() {}

  /** Hands over every record of the topic, one by one. */
  public static void each(
      Broker broker, String topic, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    broker.each(topic, taker);
  }

  /** The ids of the events of a topic that came from one source, as the headers tell them. */
  public static List<String> ids(Broker broker, String topic, String source) {
    List<String> ids = new ArrayList<>();
    each(
        broker,
        topic,
        record -> {
          if (header(record, "ce_source").equals(source)) {
            ids.add(header(record, "ce_id"));
          }
        });
    return ids;
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(
        record.headers().lastHeader(name).value(), java.nio.charset.StandardCharsets.UTF_8);
  }

  /** The family's facts that came from one source. */
  public static List<SpecificRecordBase> facts(Broker broker, Family family, String source) {
    List<SpecificRecordBase> facts = new ArrayList<>();
    each(
        broker,
        family.topic(),
        record -> {
          if (header(record, "ce_source").equals(source)) {
            facts.add(Wire.decode(family.recordClass(), record.value()));
          }
        });
    return facts;
  }

  /** The refusals whose original bytes contain a text. */
  public static List<Reject> rejects(Broker broker, String text) {
    List<Reject> rejects = new ArrayList<>();
    each(
        broker,
        Topics.REJECTS,
        record -> {
          Reject reject = Wire.decode(Reject.class, record.value());
          if (original(reject).contains(text)) {
            rejects.add(reject);
          }
        });
    return rejects;
  }

  /** The original bytes, each as one character. */
  public static String original(Reject reject) {
    return java.nio.charset.StandardCharsets.ISO_8859_1
        .decode(reject.getOriginal().duplicate())
        .toString();
  }
}
