package playhouse.streaming;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;
import playhouse.contracts.FactType;
import playhouse.contracts.Wire;

/** Events of any type with random but valid fields, from a seed. */
public final class RandomEvents {

  private RandomEvents() {}

  /** An event of the type that occurred and was received then. */
  public static GenericRecord of(FactType type, Instant moment, long seed) {
    GenericRecord random = record(type.family().schema(), seed);
    GenericRecord event = new GenericData.Record(type.family().schema());
    GenericRecord envelope = (GenericRecord) random.get("envelope");
    envelope.put("occurred", micros(moment));
    envelope.put("received", micros(moment));
    event.put("envelope", envelope);
    event.put("type", type.name());
    event.put(type.field().name(), record(type.schema(), seed + 1));
    return event;
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static GenericRecord record(Schema schema, long seed) {
    return (GenericRecord) new RandomData(schema, 1, seed, true).iterator().next();
  }

  /** A record as single-object Avro of its own schema. */
  public static byte[] encode(GenericRecord record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      out.write(new byte[] {(byte) 0xC3, 1});
      out.write(
          ByteBuffer.allocate(8)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(Wire.fingerprint(record.getSchema()))
              .array());
      new GenericDatumWriter<GenericRecord>(record.getSchema(), new GenericData())
          .write(record, encoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
