package playhouse.audience;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import playhouse.audience.world.Plan;

/** What a run leaves in the home: its plan, its truth, and what it sent. */
final class RunFiles {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path folder;
  private final String run;

  /** The files of a run of that name, in {@code truth/} of a home. */
  RunFiles(Path home, String run) {
    if (!run.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException("--run must be letters, digits, dots and dashes");
    }
    this.folder = home.resolve("truth");
    this.run = run;
  }

  /** The true values, a line of JSON each. */
  Path truth() {
    return folder.resolve(run + ".jsonl");
  }

  /** What live runs have done, an act a line, so that a later run knows it. */
  Path acts() {
    return folder.resolve(run + "-acts.jsonl");
  }

  /** The world's plan, if a run of that name has been here. */
  Optional<Plan> plan() {
    Path file = folder.resolve(run + "-world.json");
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readValue(file.toFile(), Plan.class))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  void plan(Plan plan) {
    write(folder.resolve(run + "-world.json"), plan);
  }

  void sent(Summary summary) {
    write(folder.resolve(run + "-sent.json"), summary);
  }

  /** What has been sent before, if anything. */
  Optional<Summary> sent() {
    Path file = folder.resolve(run + "-sent.json");
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readValue(file.toFile(), Summary.class))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private void write(Path file, Object value) {
    try {
      Files.createDirectories(folder);
      JSON.writeValue(file.toFile(), value);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
