package playhouse.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.atomic.AtomicInteger;
import playhouse.contracts.FactType;
import playhouse.contracts.Family;

/** A hand-made row of a raw table: an envelope and one fact. */
final class Event {
  private static final AtomicInteger NEXT = new AtomicInteger();

  private final FactType type;
  private final ObjectNode row = JsonNodeFactory.instance.objectNode();
  private final ObjectNode fact;

  private Event(FactType type) {
    this.type = type;
    row.put("id", "e" + (100_000 + NEXT.incrementAndGet()));
    row.put("source", "/test");
    row.put("type", type.name());
    row.put("backfill", false);
    fact = row.putObject(type.field().name());
  }

  static Event of(String type, String occurred) {
    return new Event(FactType.of(type).orElseThrow())
        .top("occurred", occurred)
        .top("received", occurred);
  }

  Event by(String person) {
    return top("person", person);
  }

  /** Sets a field of the envelope. */
  Event top(String field, String value) {
    row.put(field, value);
    return this;
  }

  Event with(String field, String value) {
    fact.put(field, value);
    return this;
  }

  Event with(String field, long value) {
    fact.put(field, value);
    return this;
  }

  Event with(String field, boolean value) {
    fact.put(field, value);
    return this;
  }

  Event with(String field, double value) {
    fact.put(field, value);
    return this;
  }

  Event listing(String field, String... values) {
    ArrayNode array = fact.putArray(field);
    for (String value : values) {
      array.add(value);
    }
    return this;
  }

  /** A list of records, of each of which only one field is told. */
  Event listingOf(String field, String name, String... values) {
    ArrayNode array = fact.putArray(field);
    for (String value : values) {
      array.addObject().put(name, value);
    }
    return this;
  }

  /** Sets a field to whatever that is. */
  Event with(String field, JsonNode value) {
    fact.set(field, value);
    return this;
  }

  Family family() {
    return type.family();
  }

  String json() {
    return row.toString();
  }
}
