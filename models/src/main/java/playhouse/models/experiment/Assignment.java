package playhouse.models.experiment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Who belongs where: SHA-256 of a salt, a bar and a person's 16 bytes; the first 64 bits, taken as
 * a whole number, modulo 10 000. It needs no memory, so it is the same after a restart and in any
 * language, and of two salts one place says nothing about the other.
 */
public final class Assignment {
  /** Places that people are spread over. */
  public static final int PLACES = 10_000;

  private static final int PERSON_BYTES = 16;
  private static final ThreadLocal<MessageDigest> SHA = ThreadLocal.withInitial(Assignment::sha);

  private final byte[] message;

  /** With that salt. */
  public Assignment(String salt) {
    byte[] text = (salt + "|").getBytes(StandardCharsets.UTF_8);
    message = new byte[text.length + PERSON_BYTES];
    System.arraycopy(text, 0, message, 0, text.length);
  }

  /** A person's place, from 0 to 9 999. */
  public int place(UUID person) {
    byte[] asked = message.clone();
    ByteBuffer.wrap(asked, asked.length - PERSON_BYTES, PERSON_BYTES)
        .putLong(person.getMostSignificantBits())
        .putLong(person.getLeastSignificantBits());
    long first = ByteBuffer.wrap(SHA.get().digest(asked)).getLong();
    return (int) Long.remainderUnsigned(first, PLACES);
  }

  private static MessageDigest sha() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
