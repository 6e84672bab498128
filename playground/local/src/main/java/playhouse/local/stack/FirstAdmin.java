package playhouse.local.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import playhouse.local.process.SecretFile;

/**
 * What makes somebody the first admin of a home, once: a link that whoever can read the home opens
 * when they have signed in with a second factor. When there was an admin it is of no use any more.
 */
record FirstAdmin(Path file, String web) {
  private static final int BYTES = 32;

  /** The one of a home, whose pages are there. */
  static FirstAdmin of(Path home, String web) {
    return new FirstAdmin(home.resolve("first-admin.json"), web);
  }

  void makeIfMissing() {
    if (Files.exists(file)) {
      return;
    }
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String word = HexFormat.of().formatHex(random);
    Map<String, String> link =
        new TreeMap<>(Map.of("word", word, "link", web + "/staff#first=" + word));
    try {
      new SecretFile(file).write(new ObjectMapper().writeValueAsBytes(link));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
