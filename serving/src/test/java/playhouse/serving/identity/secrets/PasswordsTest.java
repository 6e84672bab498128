package playhouse.serving.identity.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.serving.platform.Refusal;

class PasswordsTest {
  private static final String PASSWORD = "tall-otter-sings-late";

  @TempDir private Path folder;

  @Test
  void theRightOneIsRightAndNoOtherNorAnyWhereNoneIsKept() throws IOException {
    try (Passwords passwords = passwords();
        Passwords.Place place = passwords.place("10.0.0.0/24")) {
      Optional<String> kept = Optional.of(passwords.hash(PASSWORD));
      assertThat(place.right(PASSWORD, kept)).isTrue();
      assertThat(place.right("tall-otter-sings-soon", kept)).isFalse();
      assertThat(place.right(PASSWORD, Optional.empty())).isFalse();
    }
  }

  @Test
  void whoFindsNoPlaceIsTurnedAwayUntilOneIsFree() throws IOException {
    try (Passwords passwords = passwords()) {
      List<Passwords.Place> taken = new ArrayList<>();
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  taken.add(passwords.place("10.0." + i + ".0/24"));
                }
              })
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("too many passwords");
      assertThat(taken).hasSizeGreaterThan(16);
      assertThatThrownBy(() -> passwords.hash(PASSWORD)).isInstanceOf(Refusal.class);
      taken.get(0).close();
      Optional<String> kept = Optional.of(passwords.hash(PASSWORD));
      assertThat(passwords.right(PASSWORD, kept)).as("its place is free again").isTrue();
    }
  }

  @Test
  void noNetworkTakesAllPlaces() throws IOException {
    try (Passwords passwords = passwords()) {
      List<Passwords.Place> taken = new ArrayList<>();
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  taken.add(passwords.place("10.0.0.0/24"));
                }
              })
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("of this network");
      passwords.place("10.0.1.0/24").close();
      taken.get(0).close();
      passwords.place("10.0.0.0/24").close();
    }
  }

  private Passwords passwords() throws IOException {
    Path file = folder.resolve("secrets.json");
    Files.writeString(file, "{\"seal\":\"" + "0123456789abcdef".repeat(3) + "\"}");
    return new Passwords(Seal.in(file));
  }
}
