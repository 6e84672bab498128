package playhouse.local.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.SecretFile;

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
      new SecretFile(file).write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(keys));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
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
