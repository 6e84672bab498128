package playhouse.streaming.lake.decode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Rewrites values of an older recorded schema into the current one, by Avro's resolution. */
final class Upgrade {

  private final GenericDatumReader<Object> reader;
  private final GenericDatumWriter<Object> writer;

  Upgrade(Schema older, Schema current) {
    GenericData plain = new GenericData();
    reader = new GenericDatumReader<>(older, current, plain);
    writer = new GenericDatumWriter<>(current, plain);
  }

  /**
   * The value as the current schema writes it.
   *
   * @throws AvroBytes.Malformed if the bytes are not of the older schema
   */
  byte[] rewrite(byte[] value, int offset) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(value.length + 64);
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(value, offset, value.length - offset, null);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      writer.write(reader.read(null, decoder), encoder);
      if (!decoder.isEnd()) {
        throw new AvroBytes.Malformed("bytes follow the value");
      }
      return out.toByteArray();
    } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
      throw new AvroBytes.Malformed("of an older schema: " + e);
    }
  }
}
