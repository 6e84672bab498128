package playhouse.serving.platform.outbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import playhouse.contracts.Wire;
import playhouse.serving.platform.Json;
import playhouse.serving.platform.traces.Traces;

/**
 * Where a fact is put down in the transaction of the change that it tells of: either both are so or
 * neither. {@link OutboxPublisher} brings it to Kafka.
 */
public final class Outbox {
  private Outbox() {}

  /**
   * Puts a fact down.
   *
   * <p>Facts of one key reach Kafka in the order in which their transactions were, if these lock
   * what the facts are about before they tell.
   *
   * @param system id of the system that tells, such as {@code S5.1}
   */
  public static void add(Handle tx, String system, SpecificRecordBase record) {
    add(tx, system, List.of(record));
  }

  /**
   * Puts down what is now so of something, for a topic that keeps the newest of each key.
   *
   * @param value its state; empty if it is no more
   */
  public static void state(
      Handle tx,
      String system,
      String topic,
      String key,
      Optional<? extends SpecificRecordBase> value) {
    tx.createUpdate(
            """
            insert into platform.outbox (system, topic, key, value, headers)
            values (:system, :topic, :key, :value, :headers::jsonb)""")
        .bind("system", system)
        .bind("topic", topic)
        .bind("key", key.getBytes(StandardCharsets.UTF_8))
        .bind("value", value.map(Wire::encode).orElse(null))
        .bind("headers", Json.text(Traces.attributes()))
        .execute();
  }

  /** Puts facts down, in that order; sent to the database together. */
  public static void add(Handle tx, String system, List<? extends SpecificRecordBase> records) {
    if (records.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        tx.prepareBatch(
            """
            insert into platform.outbox (system, topic, key, value, headers)
            values (:system, :topic, :key, :value, :headers::jsonb)""");
    Map<String, String> traced = Traces.attributes();
    for (SpecificRecordBase record : records) {
      Message message = Message.of(record, traced);
      batch
          .bind("system", system)
          .bind("topic", message.topic())
          .bind("key", message.key())
          .bind("value", message.value())
          .bind("headers", Json.text(message.headers()))
          .add();
    }
    batch.execute();
  }

  /**
   * Puts many facts down as one row, which costs the database a tenth: for who tells thousands in a
   * second. They are sent in that order, and again all together if Kafka did not take them all.
   */
  public static void bundle(Handle tx, String system, List<? extends SpecificRecordBase> records) {
    if (records.size() < 2) {
      add(tx, system, records);
      return;
    }
    Map<String, String> traced = Traces.attributes();
    List<Message> messages = records.stream().map(one -> Message.of(one, traced)).toList();
    tx.createUpdate(
            """
            insert into platform.outbox (system, topic, key, value, headers, facts)
            values (:system, :topic, :key, :value, '{}', :facts)""")
        .bind("system", system)
        .bind("topic", messages.get(0).topic())
        .bind("key", new byte[0])
        .bind("value", Message.bundle(messages))
        .bind("facts", messages.size())
        .execute();
  }
}
