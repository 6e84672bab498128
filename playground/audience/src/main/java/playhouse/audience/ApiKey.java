package playhouse.audience;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;

/** The key by which the collector knows the audience. */
final class ApiKey {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ApiKey() {}

  static String read(Settings settings) {
    Path file = Path.of(settings.get(Setting.KEYS));
    try {
      String key = JSON.readTree(file.toFile()).path("audience").asText();
      if (!key.isEmpty()) {
        return key;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(file + " has no key \"audience\"");
  }
}
