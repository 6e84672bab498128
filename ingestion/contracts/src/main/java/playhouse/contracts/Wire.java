package playhouse.contracts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.contracts.facts.Envelope;

/**
 * The wire format: CloudEvents in Kafka's binary mode, the body in Avro single-object encoding.
 *
 * <p>Source: CloudEvents Kafka protocol binding 1.0.2; Avro 1.12 specification, "Single-object
 * encoding".
 */
public final class Wire {

  /** Media type of the body. */
  public static final String CONTENT_TYPE = "application/avro";

  private static final int USUAL_BYTES = 512;

  /** Buffered: Avro's own message encoder writes through, byte by byte. */
  private static final EncoderFactory ENCODERS =
      new EncoderFactory().configureBufferSize(USUAL_BYTES);

  private static final Map<Schema, Form> FORMS = new ConcurrentHashMap<>();
  private static final Map<Class<?>, BinaryMessageDecoder<SpecificRecordBase>> DECODERS =
      new ConcurrentHashMap<>();

  private Wire() {}

  /** The record as bytes: C3 01, the schema's CRC-64-AVRO fingerprint, the binary body. */
  public static byte[] encode(SpecificRecordBase record) {
    Schema schema = record.getSchema();
    Form known = FORMS.get(schema);
    Form form = known != null ? known : FORMS.computeIfAbsent(schema, Form::of);
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
      bytes.write(form.head());
      BinaryEncoder body = ENCODERS.binaryEncoder(bytes, null);
      form.writer().write(record, body);
      body.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("encoding to memory", e);
    }
  }

  /**
   * How records of a schema are written; safe for many threads.
   *
   * @param head what every message begins with
   */
  @SuppressWarnings("ArrayRecordComponent") // written out, never compared
  private record Form(byte[] head, DatumWriter<SpecificRecordBase> writer) {

    static Form of(Schema schema) {
      byte[] head =
          ByteBuffer.allocate(2 + Long.BYTES)
              .order(ByteOrder.LITTLE_ENDIAN)
              .put((byte) 0xC3)
              .put((byte) 0x01)
              .putLong(fingerprint(schema))
              .array();
      return new Form(head, new SpecificDatumWriter<>(schema, SpecificData.getForSchema(schema)));
    }
  }

  /**
   * Reads a record written with its schema's current or any recorded earlier version.
   *
   * @throws Undecodable if the fingerprint is unknown or the bytes are not of that schema
   */
  public static <T extends SpecificRecordBase> T decode(Class<T> recordClass, byte[] bytes) {
    try {
      return recordClass.cast(DECODERS.computeIfAbsent(recordClass, Wire::decoder).decode(bytes));
    } catch (IOException | RuntimeException e) {
      throw new Undecodable(recordClass.getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  /** CloudEvents attributes for the record's headers, in order. */
  public static Map<String, String> headers(Envelope envelope, String type) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ce_specversion", "1.0");
    headers.put("ce_id", envelope.getId());
    headers.put("ce_source", envelope.getSource());
    headers.put("ce_type", type);
    headers.put("ce_time", envelope.getOccurred().toString());
    headers.put("content-type", CONTENT_TYPE);
    return headers;
  }

  /**
   * The Kafka key: the person's 16 bytes, or those of the deduplication key where there is none.
   */
  public static byte[] key(Envelope envelope) {
    UUID person = envelope.getPerson();
    return Pseudonyms.bytes(
        person != null ? person : DedupKey.of(envelope.getSource(), envelope.getId()));
  }

  /** The fingerprint by which a writer schema is known on the wire. */
  public static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }

  private static BinaryMessageDecoder<SpecificRecordBase> decoder(Class<?> recordClass) {
    Schema schema = SpecificData.get().getSchema(recordClass);
    BinaryMessageDecoder<SpecificRecordBase> decoder =
        new BinaryMessageDecoder<>(SpecificData.getForSchema(schema), schema);
    SchemaHistory.versions(schema.getName()).forEach(decoder::addSchema);
    return decoder;
  }

  /** Bytes that are no event we know; the message says why. */
  public static final class Undecodable extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    Undecodable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
