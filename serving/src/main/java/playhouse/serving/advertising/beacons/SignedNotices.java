package playhouse.serving.advertising.beacons;

import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import playhouse.serving.identity.secrets.Seal;

/**
 * Addresses with a mark (HMAC-SHA256, half of it) of what they tell, of which impression, and until
 * when: 50 characters, of which none can be changed.
 */
public final class SignedNotices implements Notices {
  static final String PATH = "/v1/ads/notices/";

  private static final String PURPOSE = "advertising notice";
  private static final int HEAD_BYTES = 1 + 2 * Long.BYTES + Integer.BYTES;
  private static final int MARK_BYTES = 16;
  private static final List<Kind> KINDS = List.of(Kind.values());

  private final Seal seal;
  private final String base;

  /** What an address told, before anybody asks whether it is in time. */
  record Notice(Kind kind, UUID impression, Instant until) {}

  /**
   * Marked with that.
   *
   * @param base where players find serving
   */
  public SignedNotices(Seal seal, String base) {
    this.seal = seal;
    this.base = base.replaceAll("/+$", "");
  }

  @Override
  public URI of(Kind kind, UUID impression, Instant until) {
    byte[] head =
        ByteBuffer.allocate(HEAD_BYTES)
            .put((byte) KINDS.indexOf(kind))
            .putLong(impression.getMostSignificantBits())
            .putLong(impression.getLeastSignificantBits())
            .putInt((int) until.getEpochSecond())
            .array();
    byte[] all = Arrays.copyOf(head, HEAD_BYTES + MARK_BYTES);
    System.arraycopy(mark(head), 0, all, HEAD_BYTES, MARK_BYTES);
    return URI.create(base + PATH + Base64.getUrlEncoder().withoutPadding().encodeToString(all));
  }

  /** What a token tells; empty if it is not one of ours. */
  Optional<Notice> read(String token) {
    byte[] all = bytes(token);
    if (all.length != HEAD_BYTES + MARK_BYTES) {
      return Optional.empty();
    }
    byte[] head = Arrays.copyOf(all, HEAD_BYTES);
    byte[] told = Arrays.copyOfRange(all, HEAD_BYTES, all.length);
    if (!MessageDigest.isEqual(told, mark(head))) {
      return Optional.empty();
    }
    ByteBuffer bits = ByteBuffer.wrap(head);
    return Optional.of(
        new Notice(
            KINDS.get(bits.get()),
            new UUID(bits.getLong(), bits.getLong()),
            Instant.ofEpochSecond(Integer.toUnsignedLong(bits.getInt()))));
  }

  private byte[] mark(byte[] head) {
    String text = Base64.getEncoder().encodeToString(head);
    return Arrays.copyOf(seal.mark(PURPOSE, text), MARK_BYTES);
  }

  private static byte[] bytes(String token) {
    try {
      return Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
