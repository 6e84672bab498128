package playhouse.contracts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.commons.codec.digest.MurmurHash3;

/** The 128-bit key by which a repeated event is known: a hash of its source and id. */
public final class DedupKey {

  private DedupKey() {}

  /** MurmurHash3 x64 128 of {@code source NUL id} in UTF-8. */
  public static UUID of(String source, String id) {
    byte[] head = source.getBytes(StandardCharsets.UTF_8);
    byte[] tail = id.getBytes(StandardCharsets.UTF_8);
    return of(
        ByteBuffer.allocate(head.length + 1 + tail.length)
            .put(head)
            .put((byte) 0)
            .put(tail)
            .array());
  }

  /** The same for bytes that already are {@code source NUL id}. */
  public static UUID of(byte[] sourceNulId) {
    long[] hash = MurmurHash3.hash128x64(sourceNulId, 0, sourceNulId.length, 0);
    return new UUID(hash[0], hash[1]);
  }
}
