package playhouse.serving.platform.outbox;

import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.Fact;
import playhouse.contracts.Wire;
import playhouse.serving.platform.Json;

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
    Fact fact = Fact.of(record);
    Map<String, String> headers = Wire.headers(fact.envelope(), fact.type());
    tx.createUpdate(
            """
            insert into platform.outbox (system, topic, key, value, headers)
            values (:system, :topic, :key, :value, :headers::jsonb)""")
        .bind("system", system)
        .bind("topic", fact.family().topic())
        .bind("key", Wire.key(fact.envelope()))
        .bind("value", Wire.encode(record))
        .bind("headers", Json.text(headers))
        .execute();
  }
}
