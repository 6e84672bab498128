package playhouse.local.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.SecretFile;

/**
 * What serving keeps to itself: one file that only its owner can read, with what sign-in seals with
 * and the keys that sign-ups and payers are hashed with. A home of before has three files; what is
 * in them holds on, and they are left where they are.
 */
record Secrets(Settings settings) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BYTES = 32;

  /** Writes what is missing, wherever the settings say that it is. */
  void makeIfMissing() {
    complete(Setting.IDENTITY_SECRETS, "seal", "identity.json", "seal");
    complete(Setting.RISK_SECRETS, "risk", "risk.json", "key");
    complete(Setting.FRAUD_KEY, "fraud", "fraud.key", "");
  }

  private void complete(Setting setting, String name, String old, String nameThere) {
    Path file = Path.of(settings.get(setting));
    Map<String, String> all = read(file, name);
    // A file of one's own may have what it holds under the name of before, or be the key itself.
    if (all.containsKey(name) || (!nameThere.isEmpty() && all.containsKey(nameThere))) {
      return;
    }
    Path before = file.resolveSibling(old);
    String secret = read(before, nameThere).getOrDefault(nameThere, "");
    all.put(name, secret.isEmpty() ? fresh() : secret);
    try {
      new SecretFile(file).write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(all));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Everything in a file by name; what is no JSON is one secret of that name. */
  private static Map<String, String> read(Path file, String alone) {
    Map<String, String> all = new TreeMap<>();
    if (!Files.exists(file)) {
      return all;
    }
    try {
      String text = Files.readString(file).strip();
      if (!text.startsWith("{")) {
        all.put(alone, text);
        return all;
      }
      for (Map.Entry<String, JsonNode> each : JSON.readTree(text).properties()) {
        all.put(each.getKey(), each.getValue().asText());
      }
      return all;
    } catch (IOException e) {
      throw new LocalFailure("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static String fresh() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
