package playhouse.local.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.SecretFile;

/**
 * The provider that people may sign in through while no others are named: a file that serving and
 * the provider read, with what both know.
 */
record SignInProvider(Path file, String issuer) {
  private static final int SECRET_BYTES = 32;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The one of a home, at that address. */
  static SignInProvider of(Path home, String counterparts) {
    return new SignInProvider(home.resolve("sso.json"), counterparts + "/oidc");
  }

  /** Writes it, unless it is there already and names that address. */
  void makeIfMissing() {
    if (Files.exists(file) && issuer.equals(written())) {
      return;
    }
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    Map<String, Object> provider =
        new TreeMap<>(
            Map.of(
                "name",
                "house",
                "title",
                "Playhouse test people",
                "issuer",
                issuer,
                "client",
                "playhouse",
                "secret",
                HexFormat.of().formatHex(secret),
                "mail",
                true,
                "loopback",
                true));
    try {
      new SecretFile(file)
          .write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(List.of(provider)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private String written() {
    try {
      JsonNode all = JSON.readTree(file.toFile());
      return all.path(0).path("issuer").asText();
    } catch (IOException e) {
      throw new LocalFailure("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
