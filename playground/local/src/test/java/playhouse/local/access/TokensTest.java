package playhouse.local.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Settings;

class TokensTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

  @TempDir private Path home;

  @Test
  void the_first_start_leaves_a_token_for_each_role_that_only_the_owner_can_read()
      throws IOException {
    Files.writeString(home.resolve("tokens.json"), "{\"other\": \"kept\"}");
    String token = at(NOW).of(Role.STEWARD);
    JsonNode file = JSON.readTree(home.resolve("tokens.json").toFile());
    assertThat(file.path("steward").asText()).isEqualTo(token);
    assertThat(file.path("other").asText()).isEqualTo("kept");
    assertThat(file.fieldNames()).toIterable().contains("analyst", "steward", "service");
    for (String name : List.of("tokens.json", "token.key")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(name))))
          .isEqualTo("rw-------");
    }
    assertThat(claims(token).path("sub").asText()).isEqualTo("steward");
    for (playhouse.contracts.Role role : playhouse.contracts.Role.values()) {
      String subject = claims(file.path(role.text()).asText()).path("sub").asText();
      assertThat(subject).matches(role.text() + "(\\.[0-9a-f-]{36})?");
    }
    assertThat(Files.readString(home.resolve("token.pub"))).isEqualTo(at(NOW).key().publicPem());
  }

  @Test
  void a_token_is_kept_until_it_is_about_to_end() {
    String first = at(NOW).of(Role.ANALYST);
    assertThat(at(NOW.plus(Duration.ofDays(80))).of(Role.ANALYST)).isEqualTo(first);
    assertThat(at(NOW.plus(Duration.ofDays(85))).of(Role.ANALYST)).isNotEqualTo(first);
  }

  @Test
  void the_public_half_of_the_key_checks_what_the_key_has_signed() throws Exception {
    Tokens tokens = at(NOW);
    String[] parts = tokens.make(Role.ANALYST, "ana", Duration.ofDays(7)).split("\\.", -1);
    String pem = tokens.key().publicPem().replaceAll("-----[A-Z ]+-----", "");
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(
        KeyFactory.getInstance("RSA")
            .generatePublic(new X509EncodedKeySpec(Base64.getMimeDecoder().decode(pem))));
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
  }

  @Test
  void the_verb_prints_a_token_for_a_named_person() throws IOException {
    JsonNode claims = claims(verb("--user", "ana", "--role", "steward", "--days", "7").strip());
    assertThat(claims.path("sub").asText()).isEqualTo("steward.ana");
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(7 * 86_400);
    assertThatThrownBy(() -> verb()).hasMessageContaining("for whom");
    assertThatThrownBy(() -> verb("--user", "a b")).hasMessageContaining("small letters");
    assertThatThrownBy(() -> verb("--user", "ana", "--role", "king")).hasMessageContaining("king");
    assertThatThrownBy(() -> verb("--user", "ana", "--days", "999")).hasMessageContaining("366");
    assertThatThrownBy(() -> verb("ana")).hasMessageContaining("'ana'");
  }

  private String verb(String... arguments) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Settings settings = Settings.of(Map.of("PLAYHOUSE_HOME", home.toString()));
    new TokenVerb(settings, new PrintStream(said, true, StandardCharsets.UTF_8))
        .run(List.of(arguments));
    return said.toString(StandardCharsets.UTF_8);
  }

  private Tokens at(Instant now) {
    return new Tokens(home, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static JsonNode claims(String token) throws IOException {
    return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
  }
}
