package playhouse.serving.billing.fraud.seen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes with a key that is not in the database: who has the database cannot try out all phone
 * numbers or addresses.
 */
public final class Hashes {
  private static final int KEY_BYTES = 32;
  private static final int HASH_BYTES = 16;

  private final SecretKeySpec key;

  /** With that key. */
  public Hashes(String key) {
    this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  /**
   * With the key of a file, which is made if it is not there.
   *
   * @throws IllegalArgumentException if it can neither be read nor made
   */
  public static Hashes at(Path file) {
    try {
      make(file);
      String key = Files.readString(file).strip();
      if (key.length() < KEY_BYTES) {
        throw new IOException("it is too short");
      }
      return new Hashes(key);
    } catch (IOException e) {
      throw new IllegalArgumentException("the key of hashes at " + file + ": " + e, e);
    }
  }

  private static void make(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path written =
        Files.createTempFile(
            folder,
            "key",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(written, HexFormat.of().formatHex(random));
    try {
      // Another process may make one at the same time: then theirs holds.
      Files.createLink(file, written);
    } catch (FileAlreadyExistsException e) {
      // theirs
    } finally {
      Files.delete(written);
    }
  }

  /** Of a value of a kind. */
  public String of(String kind, String value) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update((kind + "\n").getBytes(StandardCharsets.UTF_8));
      byte[] hash = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }
}
