package playhouse.local.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import playhouse.local.process.LocalFailure;

/**
 * The collector's API keys: a file that only its owner can read, made with random keys at the first
 * start.
 */
public record Keys(Path file) {
  private static final String[] NAMES = {"audience", "import", "serving", "demo"};
  private static final int KEY_BYTES = 24;
  private static final ObjectMapper JSON = new ObjectMapper();

  public void makeIfMissing() {
    if (Files.exists(file)) {
      return;
    }
    Map<String, String> keys = new TreeMap<>();
    SecureRandom random = new SecureRandom();
    for (String name : NAMES) {
      byte[] key = new byte[KEY_BYTES];
      random.nextBytes(key);
      keys.put(name, HexFormat.of().formatHex(key));
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path draft = file.resolveSibling(file.getFileName() + ".draft");
      Files.deleteIfExists(draft);
      Files.createFile(
          draft,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(keys));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LocalFailure("cannot write the API keys to " + file + ": " + e.getMessage(), e);
    }
  }

  /** The key of {@code name}. */
  public String of(String name) {
    try {
      return JSON.readTree(file.toFile()).path(name).asText();
    } catch (IOException e) {
      throw new LocalFailure("cannot read the API keys in " + file + ": " + e.getMessage(), e);
    }
  }
}
