package playhouse.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInProviderTest {
  @Test
  void itIsWrittenOnceAndAgainWhenItMoves(@TempDir Path home) throws IOException {
    SignInProvider.of(home, "http://127.0.0.1:8070").makeIfMissing();
    Path file = home.resolve("sso.json");
    JsonNode first = new ObjectMapper().readTree(file.toFile()).path(0);
    assertThat(first.path("issuer").asText()).isEqualTo("http://127.0.0.1:8070/oidc");
    assertThat(first.path("secret").asText()).hasSizeGreaterThanOrEqualTo(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    SignInProvider.of(home, "http://127.0.0.1:8070").makeIfMissing();
    assertThat(new ObjectMapper().readTree(file.toFile()).path(0)).isEqualTo(first);

    SignInProvider.of(home, "http://127.0.0.1:9000").makeIfMissing();
    assertThat(new ObjectMapper().readTree(file.toFile()).path(0).path("issuer").asText())
        .isEqualTo("http://127.0.0.1:9000/oidc");
  }
}
