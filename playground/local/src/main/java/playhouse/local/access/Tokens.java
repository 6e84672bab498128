package playhouse.local.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.SecretFile;

/**
 * The tokens of one home: {@code tokens.json} with one for each role, and any made for a person.
 */
public final class Tokens {
  private static final Duration LIFETIME = Duration.ofDays(90);

  /** With less than this left a token in the file is made anew. */
  private static final Duration LEAST = Duration.ofDays(7);

  private static final ObjectMapper JSON = new ObjectMapper();
  private final Path file;
  private final Path keyFile;
  private final Path publicFile;
  private final Clock clock;

  public Tokens(Path home, Clock clock) {
    this.file = home.resolve("tokens.json");
    this.keyFile = home.resolve("token.key");
    this.publicFile = home.resolve("token.pub");
    this.clock = clock;
  }

  public TokenKey key() {
    return TokenKey.in(keyFile);
  }

  /**
   * Makes what is missing in the file or about to end: a token for everybody whom serving or Trino
   * knows a role of, and the public half of the key beside it, with which serving checks them.
   */
  public void make() {
    ObjectNode tokens = read();
    boolean changed = false;
    for (Map.Entry<String, String> user : users().entrySet()) {
      if (!isGood(tokens.path(user.getKey()).asText(""))) {
        tokens.put(user.getKey(), key().sign(user.getValue(), clock.instant(), LIFETIME));
        changed = true;
      }
    }
    try {
      if (changed) {
        new SecretFile(file).write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(tokens));
      }
      String half = key().publicPem();
      if (!Files.exists(publicFile) || !Files.readString(publicFile).equals(half)) {
        new SecretFile(publicFile).write(half.getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      throw new LocalFailure("cannot write the tokens beside " + file + ": " + e.getMessage(), e);
    }
  }

  /** User names by role: a viewer is a person, and everybody else the role itself. */
  private static Map<String, String> users() {
    Map<String, String> users = new TreeMap<>();
    for (Role role : Role.values()) {
      users.put(role.text(), role.text());
    }
    for (playhouse.contracts.Role role : playhouse.contracts.Role.values()) {
      users.put(role.text(), role.text());
    }
    users.put("viewer", "viewer." + UUID.randomUUID());
    return users;
  }

  /** The token of the role in the file; what is missing there or about to end is made anew. */
  public String of(Role role) {
    make();
    return read().path(role.text()).asText();
  }

  /** A token for a person of that role; kept nowhere. */
  public String make(Role role, String person, Duration lifetime) {
    return key().sign(role.user(person), clock.instant(), lifetime);
  }

  private ObjectNode read() {
    try {
      return Files.exists(file)
          ? (ObjectNode) JSON.readTree(file.toFile())
          : JSON.createObjectNode();
    } catch (IOException | ClassCastException e) {
      throw new LocalFailure("cannot read the tokens in " + file + ": " + e.getMessage(), e);
    }
  }

  /** A token that another key has signed is refused by Trino in its own words. */
  private boolean isGood(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3 || !Files.exists(keyFile)) {
      return false;
    }
    try {
      long end = JSON.readTree(Base64.getUrlDecoder().decode(parts[1])).path("exp").asLong();
      return clock.instant().plus(LEAST).isBefore(Instant.ofEpochSecond(end));
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
