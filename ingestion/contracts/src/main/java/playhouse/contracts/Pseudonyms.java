package playhouse.contracts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** How people are named: by a random pseudonym, or by {@code dataset:id} for imported people. */
public final class Pseudonyms {

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9._-]{1,64}:[^\\s:]{1,128}");

  private Pseudonyms() {}

  /** The pseudonym of an imported person: the same every time (UUID version 3). */
  public static UUID person(String dataset, String id) {
    return UUID.nameUUIDFromBytes(
        ("person:" + dataset + ":" + id).getBytes(StandardCharsets.UTF_8));
  }

  /** Reads a UUID or {@code dataset:id}; empty if the text is neither. */
  public static Optional<UUID> parse(String text) {
    if (UUID_TEXT.matcher(text).matches()) {
      return Optional.of(UUID.fromString(text));
    }
    if (ALIAS.matcher(text).matches()) {
      int colon = text.indexOf(':');
      return Optional.of(person(text.substring(0, colon), text.substring(colon + 1)));
    }
    return Optional.empty();
  }

  /** The 16 bytes of a pseudonym, most significant first, as Kafka keys hold them. */
  public static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  /**
   * The pseudonym in 16 bytes.
   *
   * @throws IllegalArgumentException if there are not 16
   */
  public static UUID ofBytes(byte[] bytes) {
    if (bytes.length != 16) {
      throw new IllegalArgumentException("a pseudonym is 16 bytes, not " + bytes.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
