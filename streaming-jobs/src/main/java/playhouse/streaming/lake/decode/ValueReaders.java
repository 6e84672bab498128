package playhouse.streaming.lake.decode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * Compiles an Avro schema and the column type it goes to into a reader of Flink's internal values.
 *
 * <p>Readers of structs and of fixed bytes hand out the same object again and again, except inside
 * arrays and maps.
 */
final class ValueReaders {

  private ValueReaders() {}

  /** Reads one value at the cursor; null for Avro's null. */
  interface Reader {
    @Nullable Object read(AvroBytes in);
  }

  static Reader of(Schema schema, Type column) {
    return of(schema, column, true);
  }

  private static Reader of(Schema schema, Type column, boolean reuse) {
    String meaning = schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
    return switch (schema.getType()) {
      case STRING -> ValueReaders::string;
      case BYTES -> ValueReaders::bytes;
      case FIXED -> fixed(schema.getFixedSize(), reuse);
      case BOOLEAN -> AvroBytes::readBoolean;
      case INT -> AvroBytes::readInt;
      case LONG -> meaning.equals("timestamp-micros") ? ValueReaders::instant : AvroBytes::readLong;
      case FLOAT -> AvroBytes::readFloat;
      case DOUBLE -> AvroBytes::readDouble;
      case ENUM -> symbol(schema.getEnumSymbols());
      case UNION -> union(schema, column, reuse);
      case ARRAY -> array(of(schema.getElementType(), column.asListType().elementType(), false));
      case MAP -> map(of(schema.getValueType(), column.asMapType().valueType(), false));
      case RECORD -> struct(schema, column.asStructType(), reuse);
      case NULL -> in -> null;
    };
  }

  static StringData string(AvroBytes in) {
    int length = in.readLength();
    int from = in.skip(length);
    in.requireUtf8(from, length);
    return StringData.fromBytes(in.bytes(), from, length);
  }

  static TimestampData instant(AvroBytes in) {
    return instant(in.readLong());
  }

  static TimestampData instant(long micros) {
    return TimestampData.fromEpochMillis(
        Math.floorDiv(micros, 1000), Math.floorMod(micros, 1000) * 1000);
  }

  private static byte[] bytes(AvroBytes in) {
    int length = in.readLength();
    byte[] copy = new byte[length];
    System.arraycopy(in.bytes(), in.skip(length), copy, 0, length);
    return copy;
  }

  private static Reader fixed(int size, boolean reuse) {
    byte[] reused = new byte[size];
    return in -> {
      byte[] value = reuse ? reused : new byte[size];
      System.arraycopy(in.bytes(), in.skip(size), value, 0, size);
      return value;
    };
  }

  private static Reader symbol(List<String> symbols) {
    StringData[] known = symbols.stream().map(StringData::fromString).toArray(StringData[]::new);
    return in -> {
      int index = in.readInt();
      if (index < 0 || index >= known.length) {
        throw new AvroBytes.Malformed("no symbol number " + index);
      }
      return known[index];
    };
  }

  private static Reader union(Schema schema, Type column, boolean reuse) {
    Reader[] branches =
        schema.getTypes().stream().map(branch -> of(branch, column, reuse)).toArray(Reader[]::new);
    return in -> {
      int index = in.readInt();
      if (index < 0 || index >= branches.length) {
        throw new AvroBytes.Malformed("no branch number " + index);
      }
      return branches[index].read(in);
    };
  }

  private static Reader array(Reader element) {
    return in -> {
      java.util.ArrayList<@Nullable Object> elements = new java.util.ArrayList<>();
      for (long count = block(in); count != 0; count = block(in)) {
        for (long i = 0; i < count; i++) {
          elements.add(element.read(in));
        }
      }
      return new GenericArrayData(elements.toArray());
    };
  }

  private static Reader map(Reader value) {
    return in -> {
      Map<Object, @Nullable Object> entries = new HashMap<>();
      for (long count = block(in); count != 0; count = block(in)) {
        for (long i = 0; i < count; i++) {
          entries.put(string(in), value.read(in));
        }
      }
      return new GenericMapData(entries);
    };
  }

  /** Entries in the block that begins here: no more than bytes could hold. */
  private static long block(AvroBytes in) {
    long count = in.readLong();
    if (count < 0) {
      in.readLong();
      count = -count;
    }
    if (count < 0 || count > in.bytes().length - in.at()) {
      throw new AvroBytes.Malformed("a block of " + count + " entries");
    }
    return count;
  }

  private static Reader struct(Schema schema, Types.StructType column, boolean reuse) {
    List<Schema.Field> fields = schema.getFields();
    Reader[] readers = new Reader[fields.size()];
    int[] targets = new int[fields.size()];
    for (int i = 0; i < readers.length; i++) {
      String name = fields.get(i).name();
      readers[i] = of(fields.get(i).schema(), column.field(name).type(), reuse);
      targets[i] = column.fields().indexOf(column.field(name));
    }
    GenericRowData reused = new GenericRowData(column.fields().size());
    return in -> {
      GenericRowData row = reuse ? reused : new GenericRowData(reused.getArity());
      for (int i = 0; i < readers.length; i++) {
        row.setField(targets[i], readers[i].read(in));
      }
      return row;
    };
  }
}
