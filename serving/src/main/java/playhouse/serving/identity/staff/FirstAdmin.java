package playhouse.serving.identity.staff;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * The word that makes the first admin: whoever can read the home has it. It is good until there was
 * an admin.
 *
 * @param file {@code {"word": …}}, of 32 characters or more
 */
public record FirstAdmin(Path file) {
  private static final int SHORTEST = 32;

  /** Whether that is the word; never if there is none. */
  boolean is(String word) {
    if (!Files.isReadable(file)) {
      return false;
    }
    try {
      String kept = new ObjectMapper().readTree(file.toFile()).path("word").asText();
      return kept.length() >= SHORTEST
          && MessageDigest.isEqual(
              kept.getBytes(StandardCharsets.UTF_8), word.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return false;
    }
  }
}
