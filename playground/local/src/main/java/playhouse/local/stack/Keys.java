package playhouse.local.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.SecretFile;

/**
 * Secrets by name: a file that only its owner can read, made with random ones at the first start.
 */
public record Keys(Path file, List<String> names, int bytes) {
  private static final int KEY_BYTES = 24;

  /** SMPP 3.4 has room for eight characters. */
  private static final int SMPP_BYTES = 4;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The API keys of machines. */
  public static Keys ofMachines(Settings settings) {
    return new Keys(
        Path.of(settings.get(Setting.KEYS)),
        List.of("audience", "import", "serving", "demo"),
        KEY_BYTES);
  }

  /** What the payment provider and serving share. */
  static Keys ofProvider(Settings settings) {
    return new Keys(
        Path.of(settings.get(Setting.PSP_SECRETS)), List.of("key", "secret"), KEY_BYTES);
  }

  /** What the SMS centre knows serving by. */
  static Keys ofCentre(Settings settings) {
    return new Keys(
        Path.of(settings.get(Setting.SMPP_SECRETS)), List.of("systemId", "password"), SMPP_BYTES);
  }

  public void makeIfMissing() {
    if (Files.exists(file)) {
      return;
    }
    Map<String, String> keys = new TreeMap<>();
    SecureRandom random = new SecureRandom();
    for (String name : names) {
      byte[] key = new byte[bytes];
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
