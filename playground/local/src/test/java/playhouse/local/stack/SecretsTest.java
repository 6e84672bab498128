package playhouse.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Settings;

class SecretsTest {
  @TempDir Path home;

  private Secrets secrets(Map<String, String> more) {
    Map<String, String> all = new java.util.HashMap<>(more);
    all.put("PLAYHOUSE_HOME", home.toString());
    return new Secrets(Settings.of(all));
  }

  private JsonNode file() throws IOException {
    return new ObjectMapper().readTree(home.resolve("secrets.json").toFile());
  }

  @Test
  void aNewHomeHasOneFileForItsOwnerAlone() throws IOException {
    secrets(Map.of()).makeIfMissing();
    JsonNode first = file();
    for (String name : new String[] {"seal", "risk", "fraud"}) {
      assertThat(first.path(name).asText()).as(name).hasSizeGreaterThanOrEqualTo(32);
    }
    assertThat(first.path("seal")).isNotEqualTo(first.path("risk"));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home.resolve("secrets.json"))))
        .isEqualTo("rw-------");
    secrets(Map.of()).makeIfMissing();
    assertThat(file()).isEqualTo(first);
    try (var files = Files.list(home)) {
      assertThat(files).containsExactly(home.resolve("secrets.json"));
    }
  }

  @Test
  void whatAHomeOfBeforeHasHoldsOn() throws IOException {
    Files.writeString(home.resolve("identity.json"), "{\"seal\":\"s" + "0".repeat(40) + "\"}");
    Files.writeString(home.resolve("risk.json"), "{\"key\":\"r" + "0".repeat(40) + "\"}");
    Files.writeString(home.resolve("fraud.key"), "f" + "0".repeat(40) + "\n");
    secrets(Map.of()).makeIfMissing();
    assertThat(file().path("seal").asText()).startsWith("s0");
    assertThat(file().path("risk").asText()).startsWith("r0");
    assertThat(file().path("fraud").asText()).startsWith("f0").hasSize(41);
    assertThat(home.resolve("identity.json")).exists();
  }

  @Test
  void aFileOfOnesOwnIsLeftAsItIs() throws IOException {
    Path own = home.resolve("mine.json");
    String text = "{\"key\":\"" + "k".repeat(40) + "\"}";
    Files.writeString(own, text);
    Path bare = home.resolve("mine.key");
    Files.writeString(bare, "b".repeat(40));
    secrets(
            Map.of(
                "PLAYHOUSE_RISK_SECRETS", own.toString(), "PLAYHOUSE_FRAUD_KEY", bare.toString()))
        .makeIfMissing();
    assertThat(Files.readString(own)).isEqualTo(text);
    assertThat(Files.readString(bare)).isEqualTo("b".repeat(40));
    assertThat(file().has("risk")).isFalse();
  }

  @Test
  void theFirstAdminsLinkIsMadeOnce() throws IOException {
    FirstAdmin.of(home, "http://localhost:8080").makeIfMissing();
    JsonNode made = new ObjectMapper().readTree(home.resolve("first-admin.json").toFile());
    assertThat(made.path("link").asText())
        .isEqualTo("http://localhost:8080/staff#first=" + made.path("word").asText());
    assertThat(made.path("word").asText()).hasSize(64);
    FirstAdmin.of(home, "http://localhost:8080").makeIfMissing();
    assertThat(new ObjectMapper().readTree(home.resolve("first-admin.json").toFile()))
        .isEqualTo(made);
  }
}
