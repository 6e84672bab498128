package playhouse.serving.acquisition.licences;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.secrets.Seal;
import playhouse.serving.platform.Refusal;

/** Keys that titles are encrypted with; they lie sealed, each with its own id inside. */
public final class ContentKeys {
  private static final String PURPOSE = "content key";
  private static final int BYTES = 16;

  private final Seal seal;
  private final SecureRandom random = new SecureRandom();

  /** Sealed with that. */
  public ContentKeys(Seal seal) {
    this.seal = seal;
  }

  /**
   * A key in the open.
   *
   * @param height lines of the track that it opens; 0 if it opens any
   * @param k the key itself, as Base64 for URLs without padding
   */
  public record Key(UUID kid, String title, int height, String k) {}

  /**
   * Makes one, or finds the one that was made with that id.
   *
   * @throws Refusal 409 if that is another title's
   */
  Key make(Handle tx, UUID kid, String title, int height, String who, Instant now) {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    byte[] sealed =
        seal.close(PURPOSE, ByteBuffer.allocate(2 * BYTES).put(bytes(kid)).put(secret).array());
    LicenceStore.add(
        tx, new LicenceStore.Sealed(kid, title, height, LicenceStore.text(sealed)), who, now);
    return find(tx, kid)
        .filter(key -> key.title().equals(title) && key.height() == height)
        .orElseThrow(
            () -> Refusal.conflict("key_taken", "the key id is that of another title or track"));
  }

  /** The one of that id. */
  Optional<Key> find(Handle handle, UUID kid) {
    return LicenceStore.sealed(handle, kid).map(this::opened);
  }

  /** Ids of a title's, without the keys. */
  static List<LicenceStore.Sealed> of(Handle handle, String title) {
    return LicenceStore.sealed(handle, title);
  }

  /** Whoever swaps rows of the table gets nothing opened. */
  private Key opened(LicenceStore.Sealed row) {
    byte[] open = seal.open(PURPOSE, LicenceStore.bytes(row.sealed()));
    if (!Arrays.equals(bytes(row.kid()), Arrays.copyOf(open, BYTES))) {
      throw new IllegalStateException("the key of " + row.kid() + " is that of another id");
    }
    return new Key(
        row.kid(),
        row.title(),
        row.height(),
        LicenceStore.text(Arrays.copyOfRange(open, BYTES, 2 * BYTES)));
  }

  static byte[] bytes(UUID kid) {
    return ByteBuffer.allocate(BYTES)
        .putLong(kid.getMostSignificantBits())
        .putLong(kid.getLeastSignificantBits())
        .array();
  }

  static UUID uuid(byte[] kid) {
    ByteBuffer buffer = ByteBuffer.wrap(kid);
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
