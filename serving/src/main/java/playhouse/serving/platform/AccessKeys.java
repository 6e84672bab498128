package playhouse.serving.platform;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys of the house's key file, as bearer tokens; the file is read again when it changes. */
public final class AccessKeys {
  private static final Logger LOG = LoggerFactory.getLogger(AccessKeys.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final String SCHEME = "Bearer ";
  private static final TypeReference<Map<String, String>> NAME_TO_KEY = new TypeReference<>() {};

  private final Path file;
  private final Clock clock;
  private Instant looked = Instant.MIN;
  private String version = "";

  /** By the key's hash, so that a look-up's time tells nothing of the key. */
  private Map<String, String> names = Map.of();

  /** Keys of a file: {@code {"name": "key"}}. */
  public AccessKeys(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * The name of whoever asks.
   *
   * @throws Refusal 401 if the request bears no key that we know
   */
  public String caller(Context http) {
    return Optional.ofNullable(http.header("Authorization"))
        .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(header -> hash(header.substring(SCHEME.length()).strip()))
        .flatMap(hash -> Optional.ofNullable(current().get(hash)))
        .orElseThrow(Refusal::unauthenticated);
  }

  private synchronized Map<String, String> current() {
    Instant now = clock.instant();
    if (looked.isBefore(now.minus(LOOK_EVERY))) {
      looked = now;
      look();
    }
    return names;
  }

  /** A file that cannot be read, perhaps half written, leaves the keys as they were. */
  private void look() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      String found = attributes.lastModifiedTime() + "/" + attributes.size();
      if (!found.equals(version)) {
        names = read();
        version = found;
      }
    } catch (NoSuchFileException e) {
      LOG.warn("There is no key file {}: nobody new can be let in", file);
    } catch (IOException e) {
      LOG.warn("Cannot read keys from {}: {}", file, e.getMessage());
    }
  }

  private Map<String, String> read() throws IOException {
    Map<String, String> found = new HashMap<>();
    new ObjectMapper()
        .readValue(file.toFile(), NAME_TO_KEY)
        .forEach((name, key) -> found.put(hash(key.strip()), name));
    return Map.copyOf(found);
  }

  private static String hash(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
