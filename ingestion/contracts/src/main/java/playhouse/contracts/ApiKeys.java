package playhouse.contracts;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/**
 * The API keys of a file, {@code {"name": "key"}}, as bearer tokens; read again when it changes.
 */
public final class ApiKeys {

  private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final String SCHEME = "Bearer ";
  private static final TypeReference<Map<String, String>> NAME_TO_KEY = new TypeReference<>() {};

  private final Path file;
  private final Clock clock;
  private Instant looked = Instant.MIN;
  private String version = "";

  /** By the key's hash, so that a look-up's time tells nothing of the key. */
  private Map<String, String> names = Map.of();

  /** Keys of that file. */
  public ApiKeys(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** The name of whoever holds the key in an Authorization header; empty if nobody does. */
  public Optional<String> caller(Optional<String> authorization) {
    return authorization
        .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(header -> hash(header.substring(SCHEME.length()).strip()))
        .flatMap(hash -> Optional.ofNullable(current().get(hash)));
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
        LOG.info("{} API keys from {}", names.size(), file);
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
