package playhouse.collector.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import playhouse.contracts.FactType;
import playhouse.contracts.Rejected;

/**
 * The door's description in OpenAPI 3.1: routes by hand from a resource, event types, limits and
 * reasons from where they are defined, so that it cannot lag behind them.
 */
final class OpenApi {

  private static final String RESOURCE = "/playhouse/collector/http/openapi.json";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private OpenApi() {}

  static byte[] document(Limits limits) {
    ObjectMapper mapper = new ObjectMapper();
    try (InputStream resource = OpenApi.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException(RESOURCE + " is not in the jar");
      }
      String text = new String(resource.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      ObjectNode document = (ObjectNode) mapper.readTree(filled(text, limits));
      types((ObjectNode) document.at("/components/schemas"));
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }

  private static String filled(String text, Limits limits) {
    return text.replace("${maxBody}", String.valueOf(limits.bodyBytes()))
        .replace("${maxEvents}", String.valueOf(limits.events()))
        .replace(
            "${maxEvent}", String.valueOf(playhouse.collector.event.EventDecoder.LONGEST_BYTES))
        .replace("${rate}", String.valueOf(limits.eventsPerSecond()))
        .replace("${listedWhole}", String.valueOf(Answer.LISTED_WHOLE));
  }

  private static void types(ObjectNode schemas) {
    ArrayNode names = ((ObjectNode) schemas.at("/CloudEvent/properties/type")).putArray("enum");
    ArrayNode bodies = ((ObjectNode) schemas.at("/CloudEvent/properties/data")).putArray("anyOf");
    for (FactType type : FactType.all()) {
      names.add(type.name());
      schemas.set(type.name(), schema(type.schema()));
      bodies.addObject().put("$ref", "#/components/schemas/" + type.name());
    }
    ArrayNode reasons = ((ObjectNode) schemas.at("/Result/properties/reason")).putArray("enum");
    for (Rejected.Reason reason : Rejected.Reason.values()) {
      reasons.add(reason.code());
    }
  }

  private static ObjectNode schema(Schema schema) {
    ObjectNode node = NODES.objectNode();
    return switch (schema.getType()) {
      case STRING -> node.put("type", "string");
      case BOOLEAN -> node.put("type", "boolean");
      case INT -> node.put("type", "integer").put("format", "int32");
      case LONG ->
          schema.getLogicalType() instanceof LogicalTypes.TimestampMicros
              ? node.put("type", "string").put("format", "date-time")
              : node.put("type", "integer").put("format", "int64");
      case FLOAT -> node.put("type", "number").put("format", "float");
      case DOUBLE -> node.put("type", "number").put("format", "double");
      case FIXED -> node.put("type", "string").put("format", "uuid");
      case ARRAY -> node.put("type", "array").set("items", schema(schema.getElementType()));
      case MAP ->
          node.put("type", "object").set("additionalProperties", schema(schema.getValueType()));
      case RECORD -> object(schema, node);
      default -> throw new IllegalArgumentException("no JSON form for " + schema);
    };
  }

  private static ObjectNode object(Schema schema, ObjectNode node) {
    node.put("type", "object");
    if (schema.getDoc() != null) {
      node.put("description", schema.getDoc());
    }
    node.put("additionalProperties", false);
    ArrayNode required = NODES.arrayNode();
    ObjectNode properties = node.putObject("properties");
    for (Schema.Field field : schema.getFields()) {
      boolean nullable = field.schema().isUnion();
      ObjectNode value = schema(nullable ? field.schema().getTypes().get(1) : field.schema());
      if (field.doc() != null) {
        value.put("description", field.doc());
      }
      properties.set(field.name(), nullable ? orNull(value) : value);
      if (!field.hasDefaultValue()) {
        required.add(field.name());
      }
    }
    if (!required.isEmpty()) {
      node.set("required", required);
    }
    return node;
  }

  private static ObjectNode orNull(ObjectNode value) {
    String type = value.get("type").asText();
    value.putArray("type").add(type).add("null");
    return value;
  }
}
