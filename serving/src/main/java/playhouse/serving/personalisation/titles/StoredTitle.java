package playhouse.serving.personalisation.titles;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import playhouse.contracts.facts.TitleUpserted;

/**
 * A title as it lies in memory: bytes, because there may be a million of them.
 *
 * @param occurredMicros when it was said, in microseconds since 1970 UTC
 * @param body the title in Avro binary; empty if it is withdrawn
 */
@SuppressWarnings("ArrayRecordComponent") // held, never compared
record StoredTitle(long occurredMicros, byte[] body) {

  /** Safe for many threads, and dear to make. */
  private static final SpecificDatumReader<TitleUpserted> READER =
      new SpecificDatumReader<>(TitleUpserted.class);

  private static final SpecificDatumWriter<TitleUpserted> WRITER =
      new SpecificDatumWriter<>(TitleUpserted.class);

  static StoredTitle offered(Instant occurred, TitleUpserted title) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      WRITER.write(title, encoder);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return new StoredTitle(micros(occurred), bytes.toByteArray());
  }

  static StoredTitle withdrawn(Instant occurred) {
    return new StoredTitle(micros(occurred), new byte[0]);
  }

  boolean isOffered() {
    return body.length > 0;
  }

  TitleUpserted title() {
    try {
      return READER.read(null, DecoderFactory.get().binaryDecoder(body, null));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
