package playhouse.collector.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Fact;
import playhouse.contracts.Family;
import playhouse.contracts.Wire;

/** A fact that was refused behind the door, told again in the words that the door takes. */
final class AvroEvent {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Attributes that are called otherwise than the envelope's fields; empty: the door says it. */
  private static final Map<String, String> NAMES =
      Map.of(
          "occurred", "time",
          "sent", "senttime",
          "app_version", "appversion",
          "received", "",
          "ip_prefix", "");

  private AvroEvent() {}

  /** The CloudEvent; empty if the bytes are no fact of that family whose type is known. */
  static Optional<byte[]> json(Family family, byte[] bytes) {
    try {
      Fact fact = Fact.of(Wire.decode(family.recordClass(), bytes));
      return fact.body().map(body -> json(fact, body));
    } catch (Wire.Undecodable e) {
      return Optional.empty();
    }
  }

  private static byte[] json(Fact fact, IndexedRecord body) {
    ObjectNode event = NODES.objectNode().put("specversion", "1.0").put("type", fact.type());
    ObjectNode envelope = (ObjectNode) node(fact.envelope());
    envelope
        .properties()
        .forEach(
            field -> {
              String name = NAMES.getOrDefault(field.getKey(), field.getKey());
              if (!name.isEmpty()) {
                event.set(name, field.getValue());
              }
            });
    event.set("data", node(body));
    try {
      return JSON.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("writing to memory", e);
    }
  }

  private static JsonNode node(@Nullable Object value) {
    if (value instanceof IndexedRecord record) {
      ObjectNode object = NODES.objectNode();
      for (Schema.Field field : record.getSchema().getFields()) {
        Object inner = record.get(field.pos());
        if (inner != null) {
          object.set(field.name(), node(inner));
        }
      }
      return object;
    }
    if (value instanceof Iterable<?> list) {
      ArrayNode array = NODES.arrayNode();
      list.forEach(element -> array.add(node(element)));
      return array;
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = NODES.objectNode();
      map.forEach((key, inner) -> object.set(String.valueOf(key), node(inner)));
      return object;
    }
    return scalar(value);
  }

  /** Ids and instants are told as text. */
  private static JsonNode scalar(@Nullable Object value) {
    if (value == null) {
      return NODES.nullNode();
    } else if (value instanceof Boolean truth) {
      return NODES.booleanNode(truth);
    } else if (value instanceof Integer number) {
      return NODES.numberNode(number);
    } else if (value instanceof Long number) {
      return NODES.numberNode(number);
    } else if (value instanceof Float number) {
      return NODES.numberNode(number);
    } else if (value instanceof Double number) {
      return NODES.numberNode(number);
    }
    return NODES.textNode(String.valueOf(value));
  }
}
