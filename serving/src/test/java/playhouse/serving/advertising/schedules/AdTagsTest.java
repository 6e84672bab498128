package playhouse.serving.advertising.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.serving.advertising.breaks.Asked;
import playhouse.serving.identity.secrets.Seal;

class AdTagsTest {
  private static final Instant UNTIL = Instant.parse("2026-12-01T12:00:00Z");
  private static final AdTag TAG =
      new AdTag(
          new UUID(1, 2),
          new Asked(null, "电影 & more", "p1", "mid-roll", 60_000L, "tv", 2, 60, null, null),
          Optional.of(new UUID(3, 4)),
          Optional.of("DE"),
          UNTIL);

  @TempDir Path folder;

  @Test
  void whatAnAddressAsksIsReadFromItAlone() throws IOException {
    AdTags tags = new AdTags(seal("ours"), "https://house.example/");
    URI there = tags.of(TAG);
    assertThat(there).hasScheme("https").hasHost("house.example");
    assertThat(tags.read(token(there))).contains(TAG);
  }

  @Test
  void anAddressOfAnotherHouseOrNoneIsNotRead() throws IOException {
    AdTags ours = new AdTags(seal("ours"), "");
    AdTags theirs = new AdTags(seal("theirs"), "");
    String token = token(theirs.of(TAG));
    assertThat(ours.read(token)).isEmpty();
    assertThat(ours.read(token.substring(0, token.indexOf('.')))).isEmpty();
    assertThat(ours.read("." + token)).isEmpty();
    assertThat(ours.read("")).isEmpty();
    assertThat(ours.read("%%%.%%%")).isEmpty();
  }

  @Test
  void itIsFilledUntilItIsOver() {
    assertThat(TAG.openAt(UNTIL.minusMillis(1))).isTrue();
    assertThat(TAG.openAt(UNTIL)).isFalse();
  }

  private Seal seal(String name) throws IOException {
    String secret = name + " of thirty-two characters or more";
    Path file = Files.writeString(folder.resolve(name + ".json"), "{\"seal\":\"" + secret + "\"}");
    return Seal.in(file);
  }

  private static String token(URI there) {
    return there.getRawPath().substring(AdTags.PATH.length());
  }
}
