package playhouse.streaming.kpi.core;

import java.time.Instant;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Fact;

/** A fact with its fields by name. */
record Body(Fact fact, IndexedRecord record) {

  /** The fact's own fields; one without is no fact that was let in. */
  static Body of(Fact fact) {
    return new Body(
        fact, fact.body().orElseThrow(() -> new IllegalArgumentException("no body: " + fact)));
  }

  @Nullable Object get(String name) {
    Schema.Field field = record.getSchema().getField(name);
    return field == null ? null : record.get(field.pos());
  }

  @Nullable String text(String name) {
    Object value = get(name);
    return value == null ? null : value.toString();
  }

  @Nullable Long number(String name) {
    Object value = get(name);
    return value == null ? null : ((Number) value).longValue();
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(get(name));
  }

  @Nullable Long micros(String name) {
    return get(name) instanceof Instant instant ? Clock.micros(instant) : null;
  }

  long occurred() {
    return Clock.micros(fact.envelope().getOccurred());
  }

  String id() {
    return fact.envelope().getId();
  }

  @Nullable String person() {
    UUID person = fact.envelope().getPerson();
    return person == null ? null : person.toString();
  }
}
