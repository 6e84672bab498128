package playhouse.streaming.kpi.core;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of a row as bytes: equal rows are equal bytes, and states need to know no types. */
public final class Values {
  private static final int NULL = 0;
  private static final int TEXT = 1;
  private static final int LONG = 2;
  private static final int INT = 3;
  private static final int TRUE = 4;
  private static final int FALSE = 5;
  private static final int DECIMAL = 6;

  private Values() {}

  /** Of String, Long, Integer, Boolean, BigDecimal and null. */
  public static byte[] bytes(List<@Nullable Object> values) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeByte(values.size());
      for (Object value : values) {
        write(value, out);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(@Nullable Object value, DataOutputStream out) throws IOException {
    if (value == null) {
      out.writeByte(NULL);
    } else if (value instanceof String text) {
      out.writeByte(TEXT);
      out.writeUTF(text);
    } else if (value instanceof Long number) {
      out.writeByte(LONG);
      out.writeLong(number);
    } else if (value instanceof Integer number) {
      out.writeByte(INT);
      out.writeInt(number);
    } else if (value instanceof Boolean flag) {
      out.writeByte(flag ? TRUE : FALSE);
    } else if (value instanceof BigDecimal decimal) {
      out.writeByte(DECIMAL);
      out.writeUTF(decimal.toPlainString());
    } else {
      throw new IllegalArgumentException("no value of a row: " + value.getClass());
    }
  }

  /** What {@link #bytes} were made of. */
  public static List<@Nullable Object> of(byte[] bytes) {
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      int size = in.readUnsignedByte();
      List<@Nullable Object> values = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        values.add(read(in));
      }
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Object read(DataInputStream in) throws IOException {
    int tag = in.readByte();
    return switch (tag) {
      case NULL -> null;
      case TEXT -> in.readUTF();
      case LONG -> in.readLong();
      case INT -> in.readInt();
      case TRUE -> true;
      case FALSE -> false;
      case DECIMAL -> new BigDecimal(in.readUTF());
      default -> throw new IOException("no tag of a value: " + tag);
    };
  }
}
