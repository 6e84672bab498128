package playhouse.audience;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;
import playhouse.audience.render.Dressed;
import playhouse.contracts.FactType;
import playhouse.contracts.facts.Envelope;

/** Reads CloudEvents in JSON as the contracts' records. */
final class JsonFacts {

  private JsonFacts() {}

  static Dressed read(JsonNode event) {
    FactType type = FactType.of(event.get("type").asText()).orElseThrow();
    Envelope envelope =
        Envelope.newBuilder()
            .setId(event.get("id").asText())
            .setSource(event.get("source").asText())
            .setPerson(uuid(event.get("person")))
            .setDevice(uuid(event.get("device")))
            .setHousehold(uuid(event.get("household")))
            .setOccurred(Instant.parse(event.get("time").asText()))
            .setSent(Instant.parse(event.get("senttime").asText()))
            .setReceived(Instant.parse(event.get("senttime").asText()))
            .setBackfill(event.path("backfill").asBoolean())
            .setExclusion(text(event.get("exclusion")))
            .setCountry(text(event.get("country")))
            .setPlatform(text(event.get("platform")))
            .setAppVersion(text(event.get("appversion")))
            .build();
    SpecificRecordBase record = record(type.family().schema());
    record.put(0, envelope);
    record.put(1, type.name());
    record.put(type.field().pos(), value(event.get("data"), type.schema()));
    return new Dressed(type, envelope, record);
  }

  private static SpecificRecordBase record(Schema schema) {
    return (SpecificRecordBase)
        SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
  }

  private static @Nullable Object value(@Nullable JsonNode json, Schema schema) {
    return switch (schema.getType()) {
      case UNION -> json == null || json.isNull() ? null : value(json, schema.getTypes().get(1));
      case RECORD -> {
        SpecificRecordBase record = record(schema);
        for (Schema.Field field : schema.getFields()) {
          JsonNode given = json == null ? null : json.get(field.name());
          record.put(field.pos(), value(given, field.schema()));
        }
        yield record;
      }
      case ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        node(json).forEach(element -> list.add(value(element, schema.getElementType())));
        yield list;
      }
      case STRING -> node(json).asText();
      case LONG ->
          schema.getLogicalType() instanceof LogicalTypes.TimestampMicros
              ? Instant.parse(node(json).asText())
              : (Object) node(json).asLong();
      case INT -> node(json).asInt();
      case FLOAT -> (float) node(json).asDouble();
      case DOUBLE -> node(json).asDouble();
      case BOOLEAN -> node(json).asBoolean();
      case FIXED -> UUID.fromString(node(json).asText());
      default -> throw new IllegalArgumentException(schema.toString());
    };
  }

  private static JsonNode node(@Nullable JsonNode json) {
    if (json == null) {
      throw new IllegalArgumentException("a field is missing");
    }
    return json;
  }

  private static @Nullable UUID uuid(@Nullable JsonNode json) {
    return json == null ? null : UUID.fromString(json.asText());
  }

  private static @Nullable String text(@Nullable JsonNode json) {
    return json == null ? null : json.asText();
  }
}
