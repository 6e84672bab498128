package playhouse.streaming.kpi;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Fact;
import playhouse.contracts.Family;
import playhouse.contracts.facts.Envelope;

/**
 * Facts as a family's raw table holds them: a row becomes the record that it was made of, as far as
 * its columns were read.
 *
 * @param columns those that were read
 */
record StoredFacts(Family family, RowType columns) implements Serializable {

  /** The fact of a row. */
  Fact fact(RowData row) {
    IndexedRecord record = empty(family.schema());
    IndexedRecord envelope = empty(Envelope.getClassSchema());
    record.put(0, envelope);
    fill(envelope, row, columns);
    fill(record, row, columns);
    return Fact.of((SpecificRecordBase) record);
  }

  /** A column that the record has no field for is left alone, and so is a field without column. */
  private static void fill(IndexedRecord record, RowData row, RowType columns) {
    for (int i = 0; i < columns.getFieldCount(); i++) {
      Schema.Field field = record.getSchema().getField(columns.getFieldNames().get(i));
      if (field != null && !row.isNullAt(i)) {
        LogicalType type = columns.getTypeAt(i);
        Object value = RowData.createFieldGetter(type, i).getFieldOrNull(row);
        record.put(field.pos(), value(value, type, field.schema()));
      }
    }
  }

  private static @Nullable Object value(@Nullable Object value, LogicalType type, Schema schema) {
    if (value == null) {
      return null;
    }
    return switch (schema.getType()) {
      case UNION -> value(value, type, schema.getTypes().get(1));
      case STRING -> value.toString();
      case ENUM -> SpecificData.get().createEnum(value.toString(), schema);
      case LONG -> value instanceof TimestampData instant ? instant.toInstant() : value;
      case BYTES -> ByteBuffer.wrap((byte[]) value);
      case FIXED -> fixed((byte[]) value, schema);
      case ARRAY -> list((ArrayData) value, (ArrayType) type, schema);
      case MAP -> map((MapData) value, (MapType) type, schema);
      case RECORD -> {
        IndexedRecord record = empty(schema);
        fill(record, (RowData) value, (RowType) type);
        yield record;
      }
      default -> value;
    };
  }

  private static Object fixed(byte[] bytes, Schema schema) {
    if (schema.getLogicalType() == null) {
      return SpecificData.get().createFixed(null, bytes, schema);
    }
    ByteBuffer halves = ByteBuffer.wrap(bytes);
    return new UUID(halves.getLong(), halves.getLong());
  }

  private static List<@Nullable Object> list(ArrayData values, ArrayType type, Schema schema) {
    ArrayData.ElementGetter getter = ArrayData.createElementGetter(type.getElementType());
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      list.add(
          value(
              getter.getElementOrNull(values, i), type.getElementType(), schema.getElementType()));
    }
    return list;
  }

  private static Map<String, @Nullable Object> map(MapData values, MapType type, Schema schema) {
    ArrayData keys = values.keyArray();
    ArrayData.ElementGetter getter = ArrayData.createElementGetter(type.getValueType());
    Map<String, @Nullable Object> map = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      map.put(
          keys.getString(i).toString(),
          value(
              getter.getElementOrNull(values.valueArray(), i),
              type.getValueType(),
              schema.getValueType()));
    }
    return map;
  }

  private static IndexedRecord empty(Schema schema) {
    return (IndexedRecord) SpecificData.get().newRecord(null, schema);
  }
}
