package playhouse.serving.platform.outbox;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Fact;
import playhouse.contracts.Wire;

/**
 * A record that is to be sent to a topic.
 *
 * @param value null where a state is no more
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Message(String topic, byte[] key, byte @Nullable [] value, Map<String, String> headers) {
  /** Of a fact, and of what it belongs to. */
  static Message of(SpecificRecordBase record, Map<String, String> traced) {
    Fact fact = Fact.of(record);
    Map<String, String> headers = Wire.headers(fact.envelope(), fact.type());
    headers.putAll(traced);
    return new Message(
        fact.family().topic(), Wire.key(fact.envelope()), Wire.encode(record), headers);
  }

  ProducerRecord<byte[], byte[]> toProduce() {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
    headers.forEach(
        (name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  /** Many, none of which is without a value, as the bytes of one row. */
  static byte[] bundle(List<Message> messages) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(messages.size());
      for (Message message : messages) {
        out.writeUTF(message.topic());
        write(message.key(), out);
        write(Objects.requireNonNull(message.value(), "a fact has a value"), out);
        out.writeInt(message.headers().size());
        for (Map.Entry<String, String> header : message.headers().entrySet()) {
          out.writeUTF(header.getKey());
          out.writeUTF(header.getValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Those of which the bytes are. */
  static List<Message> unbundle(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      List<Message> messages = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        String topic = in.readUTF();
        byte[] key = in.readNBytes(in.readInt());
        byte[] value = in.readNBytes(in.readInt());
        Map<String, String> headers = new LinkedHashMap<>();
        for (int more = in.readInt(); more > 0; more--) {
          headers.put(in.readUTF(), in.readUTF());
        }
        messages.add(new Message(topic, key, value, headers));
      }
      return messages;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(byte[] bytes, DataOutputStream out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
