package playhouse.collector.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** How one record of the contracts looks as a JSON object: every field known, none beside them. */
final class RecordShape {

  private static final Map<String, RecordShape> SHAPES = new ConcurrentHashMap<>();

  private final Map<String, Slot> byName = new HashMap<>();
  private final Slot[] slots;
  private final Supplier<SpecificRecordBase> blank;

  /** One field: where it goes, how it is read, and what stands there if it is left out. */
  private record Slot(
      int position,
      String name,
      ValueReader reader,
      boolean nullable,
      boolean required,
      @Nullable Object otherwise) {}

  private RecordShape(Schema schema) {
    blank = () -> (SpecificRecordBase) SpecificData.newInstance(recordClass(schema), schema);
    slots = schema.getFields().stream().map(RecordShape::slot).toArray(Slot[]::new);
    for (Slot slot : slots) {
      byName.put(slot.name(), slot);
    }
  }

  static RecordShape of(Schema schema) {
    RecordShape known = SHAPES.get(schema.getFullName());
    if (known != null) {
      return known;
    }
    RecordShape shape = new RecordShape(schema);
    SHAPES.put(schema.getFullName(), shape);
    return shape;
  }

  private static Class<?> recordClass(Schema schema) {
    return SpecificData.get().getClass(schema);
  }

  private static Slot slot(Schema.Field field) {
    Schema schema = field.schema();
    boolean nullable = schema.isUnion();
    Schema own = nullable ? nonNull(schema.getTypes()) : schema;
    boolean required = !field.hasDefaultValue();
    Object otherwise = required ? null : SpecificData.get().getDefaultValue(field);
    return new Slot(field.pos(), field.name(), ValueReader.of(own), nullable, required, otherwise);
  }

  private static Schema nonNull(List<Schema> types) {
    if (types.size() != 2 || types.get(0).getType() != Schema.Type.NULL) {
      throw new IllegalArgumentException("no JSON form for the union " + types);
    }
    return types.get(1);
  }

  /** Reads the object that the parser stands on, to its end. */
  SpecificRecordBase read(JsonParser json) throws IOException {
    ValueReader.expect(json, JsonToken.START_OBJECT, "an object");
    SpecificRecordBase record = blank.get();
    long filled = 0;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      Slot slot = byName.get(name);
      if (slot == null) {
        throw new JsonViolation("is no field of this type").under("." + ValueReader.cut(name));
      }
      long bit = 1L << slot.position();
      if ((filled & bit) != 0) {
        throw new JsonViolation("stands twice").under("." + name);
      }
      filled |= bit;
      json.nextToken();
      fill(record, slot, json);
    }
    leaveOut(record, filled);
    return record;
  }

  private static void fill(SpecificRecordBase record, Slot slot, JsonParser json)
      throws IOException {
    try {
      if (slot.nullable() && json.currentToken() == JsonToken.VALUE_NULL) {
        return;
      }
      record.put(slot.position(), slot.reader().read(json));
    } catch (JsonViolation violation) {
      throw violation.under("." + slot.name());
    }
  }

  private void leaveOut(SpecificRecordBase record, long filled) {
    for (Slot slot : slots) {
      if ((filled & 1L << slot.position()) == 0) {
        if (slot.required()) {
          throw new JsonViolation("is required").under("." + slot.name());
        }
        record.put(slot.position(), slot.otherwise());
      }
    }
  }
}
