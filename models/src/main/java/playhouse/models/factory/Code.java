package playhouse.models.factory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Which code learnt: a digest of the classes of this module. */
public final class Code {
  private static final int LETTERS = 12;

  private Code() {}

  /** The same classes, in a jar or not, give the same twelve letters. */
  public static String version() {
    try {
      URI place = Code.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      Path source = Path.of(place);
      if (Files.isDirectory(source)) {
        return digest(source);
      }
      try (FileSystem jar = FileSystems.newFileSystem(source)) {
        return digest(jar.getPath("/"));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The SHA-256 of bytes, hexadecimal. */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  private static String digest(Path root) throws IOException {
    MessageDigest digest = sha256();
    List<Path> classes;
    try (Stream<Path> files = Files.walk(root)) {
      classes =
          files
              .filter(file -> file.toString().endsWith(".class"))
              .sorted((one, other) -> name(root, one).compareTo(name(root, other)))
              .toList();
    }
    for (Path file : classes) {
      digest.update(name(root, file).getBytes(StandardCharsets.UTF_8));
      try (InputStream in = Files.newInputStream(file)) {
        digest.update(in.readAllBytes());
      }
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, LETTERS);
  }

  private static String name(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
