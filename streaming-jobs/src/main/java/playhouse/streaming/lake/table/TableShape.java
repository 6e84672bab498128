package playhouse.streaming.lake.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The Iceberg schema that a lane's contract asks for: the envelope's fields at the top, then type,
 * loaded and dedup_key, then one nullable struct for each type of event; docs become comments.
 */
public final class TableShape {

  /** When the lake writer took it in. */
  public static final String LOADED = "loaded";

  /** 128-bit hash of source and id; each occurs once. */
  public static final String DEDUP_KEY = "dedup_key";

  private static final Set<String> REQUIRED =
      Set.of("id", "source", "occurred", "received", "type");

  private int lastId;

  private TableShape() {}

  /** The schema of the lane's table. */
  public static org.apache.iceberg.Schema of(Lane lane) {
    return new org.apache.iceberg.Schema(new TableShape().columns(lane));
  }

  /** By day of the lane's day column. */
  public static PartitionSpec spec(Lane lane, org.apache.iceberg.Schema schema) {
    return PartitionSpec.builderFor(schema).day(lane.dayColumn()).build();
  }

  private List<NestedField> columns(Lane lane) {
    List<NestedField> head = new ArrayList<>();
    List<NestedField> bodies = new ArrayList<>();
    for (org.apache.avro.Schema.Field field : lane.schema().getFields()) {
      if (field.name().equals("envelope")) {
        field.schema().getFields().forEach(inner -> head.add(column(inner)));
      } else if (lane.carriesEvents() && field.schema().isUnion()) {
        bodies.add(column(field));
      } else {
        head.add(column(field));
      }
    }
    Type instant = Types.TimestampType.withZone();
    head.add(
        NestedField.required(++lastId, LOADED, instant, "When the lake writer took it in. UTC."));
    head.add(
        NestedField.required(
            ++lastId,
            DEDUP_KEY,
            Types.UUIDType.get(),
            "128-bit hash of what makes it the same thing again: source and id; each occurs once."));
    head.addAll(bodies);
    return head;
  }

  private NestedField column(org.apache.avro.Schema.Field field) {
    int id = ++lastId;
    Type type = type(nonNull(field.schema()));
    return NestedField.builder()
        .withId(id)
        .withName(field.name())
        .isOptional(field.schema().isUnion() || !REQUIRED.contains(field.name()))
        .ofType(type)
        .withDoc(field.doc())
        .build();
  }

  /** Fields of bodies are nullable, whatever the contract says today: it may relax tomorrow. */
  private NestedField inner(org.apache.avro.Schema.Field field) {
    int id = ++lastId;
    return NestedField.optional(id, field.name(), type(nonNull(field.schema())), field.doc());
  }

  private Type type(org.apache.avro.Schema schema) {
    LogicalType logical = schema.getLogicalType();
    String meaning = logical == null ? "" : logical.getName();
    return switch (schema.getType()) {
      case STRING, ENUM -> Types.StringType.get();
      case BYTES -> Types.BinaryType.get();
      case FIXED ->
          meaning.equals("uuid")
              ? Types.UUIDType.get()
              : Types.FixedType.ofLength(schema.getFixedSize());
      case BOOLEAN -> Types.BooleanType.get();
      case INT -> meaning.equals("date") ? Types.DateType.get() : Types.IntegerType.get();
      case LONG ->
          meaning.equals("timestamp-micros")
              ? Types.TimestampType.withZone()
              : Types.LongType.get();
      case FLOAT -> Types.FloatType.get();
      case DOUBLE -> Types.DoubleType.get();
      case ARRAY -> Types.ListType.ofOptional(++lastId, type(nonNull(schema.getElementType())));
      case MAP -> {
        int keyId = ++lastId;
        int valueId = ++lastId;
        Type value = type(nonNull(schema.getValueType()));
        yield Types.MapType.ofOptional(keyId, valueId, Types.StringType.get(), value);
      }
      case RECORD -> Types.StructType.of(schema.getFields().stream().map(this::inner).toList());
      case UNION, NULL -> throw new IllegalArgumentException("no column type for " + schema);
    };
  }

  /** What a nullable schema holds when it is not null; the schema itself if it is not nullable. */
  private static org.apache.avro.Schema nonNull(org.apache.avro.Schema schema) {
    if (!schema.isUnion()) {
      return schema;
    }
    List<org.apache.avro.Schema> rest =
        schema.getTypes().stream()
            .filter(branch -> branch.getType() != org.apache.avro.Schema.Type.NULL)
            .toList();
    if (rest.size() != 1) {
      throw new IllegalArgumentException("only null and one type may share a union: " + schema);
    }
    return rest.get(0);
  }
}
