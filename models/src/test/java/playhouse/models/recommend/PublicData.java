package playhouse.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPInputStream;

/** Public data sets on this machine: required in CI, and a reason to pass over a test elsewhere. */
public final class PublicData {
  private PublicData() {}

  /** Finds a file of the data sets. */
  public static Path file(String name) {
    String given = System.getenv().getOrDefault("PLAYHOUSE_DATA", "../shared/data");
    Path file = repository().resolve(given).resolve(name).normalize();
    boolean there = Files.exists(file);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(there).as("CI needs %s: set PLAYHOUSE_DATA", file).isTrue();
    }
    assumeTrue(there, () -> "not run: " + file + " is missing; set PLAYHOUSE_DATA");
    return file;
  }

  /** MovieLens-1M: one person a line, titles in time order, no times. */
  static Histories movieLens1m() throws IOException {
    Histories.Builder histories = new Histories.Builder();
    try (BufferedReader lines = open(file("ml-1m/sequences.txt.gz"))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.strip().split(" ", -1);
        for (int i = 1; i < words.length; i++) {
          histories.add(words[0], new Taken("ml-1m:" + words[i], Instant.ofEpochSecond(i), 1));
        }
      }
    }
    return histories.build();
  }

  /** Opens one that is packed with gzip. */
  public static BufferedReader open(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
  }

  private static Path repository() {
    Path at = Path.of("").toAbsolutePath();
    while (at.getParent() != null
        && !Files.exists(at.resolve("playhouse"))
        && !Files.exists(at.resolve(".ci"))) {
      at = at.getParent();
    }
    return at;
  }
}
