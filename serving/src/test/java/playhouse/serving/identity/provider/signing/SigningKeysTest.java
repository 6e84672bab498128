package playhouse.serving.identity.provider.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.serving.EmptyServices;
import playhouse.serving.HandClock;
import playhouse.serving.identity.secrets.Seal;
import playhouse.serving.platform.store.ServicesDatabase;

/** Keys that come and go while others still check with them. */
class SigningKeysTest {
  @Test
  void aKeyIsKnownBeforeItSignsAndForAWhileAfterwards(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("identity.json");
    Files.writeString(file, "{\"seal\":\"" + "0123456789abcdef".repeat(3) + "\"}");
    HandClock clock = new HandClock(Instant.parse("2026-11-01T00:00:00Z"));
    try (ServicesDatabase database = EmptyServices.open()) {
      SigningKeys keys = new SigningKeys(database, Seal.in(file), clock);
      String first = keys.signing().getKeyID();
      assertThat(database.<Integer>write(keys::turn)).as("it is not time yet").isZero();

      clock.forward(Duration.ofDays(31));
      assertThat(database.<Integer>write(keys::turn)).isEqualTo(1);
      assertThat(database.<Integer>write(keys::turn)).as("once").isZero();
      assertThat(keys.published().getKeys()).as("the next is shown").hasSize(2);
      assertThat(keys.signing().getKeyID()).isEqualTo(first);

      clock.forward(Duration.ofHours(25));
      String second = keys.signing().getKeyID();
      assertThat(second).isNotEqualTo(first);
      assertThat(keys.named(first)).as("what it signed is still checked").isPresent();

      clock.forward(Duration.ofDays(2));
      assertThat(database.<Integer>write(keys::turn)).isEqualTo(1);
      clock.forward(Duration.ofMinutes(2));
      assertThat(keys.named(first)).isEmpty();
      assertThat(keys.signing().getKeyID()).isEqualTo(second);
      assertThat(keys.published().toString()).doesNotContain("\"d\":");
      assertThat(database.read(KeyStore::all))
          .allSatisfy(kept -> assertThat(kept.sealed()).doesNotContain("kty"));
      assertThat(new SigningKeys(database, Seal.in(file), clock).signing().getKeyID())
          .as("another process has the same")
          .isEqualTo(second);
    }
  }
}
