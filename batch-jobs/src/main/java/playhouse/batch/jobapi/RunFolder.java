package playhouse.batch.jobapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one attempt of a run leaves on disk, by which a later process of ours knows how it is: who
 * it is ({@code pid}), that it has begun ({@code begun}), what it said ({@code log}), what it
 * answered ({@code out}), what it ended with ({@code exit}).
 */
record RunFolder(Path path) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final int MOST_ANSWER = 4 << 20;

  /**
   * Whoever makes the folder {@code begun} has the attempt: the shell before it runs anything, or
   * we when we find that it never came so far. It outlives us, and writes down how the job ended.
   */
  private static final String SCRIPT =
      """
      echo $$ > "$0/pid.draft" && mv "$0/pid.draft" "$0/pid" && mkdir "$0/begun" || exit 75
      "$@" > "$0/out" 2>> "$0/log" < /dev/null
      echo $? > "$0/exit.draft"
      mv "$0/exit.draft" "$0/exit"
      """;

  /** Starts the attempt in a session of its own. */
  void start(List<String> command) {
    List<String> all = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      all.add(SETSID.toString());
    }
    all.addAll(List.of("/bin/sh", "-c", SCRIPT, path.toString()));
    all.addAll(command);
    try {
      Files.createDirectories(path);
      ProcessBuilder builder =
          new ProcessBuilder(all)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
      // Whoever started us may have had a terminal; a log is none.
      builder.environment().remove("PLAYHOUSE_TERMINAL");
      builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RunLog lines() {
    return new RunLog(log());
  }

  /** Whether it never began and, after this, never will. */
  boolean neverBegan() {
    try {
      Files.createDirectories(path);
      Files.createDirectory(path.resolve("begun"));
      return true;
    } catch (FileAlreadyExistsException begun) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether its shell has come so far as to run the job. */
  boolean began() {
    return Files.exists(path.resolve("begun"));
  }

  /** Its shell, while that lives; a process that got its number later is not taken for it. */
  Optional<ProcessHandle> shell() {
    return text("pid")
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
        .filter(ProcessHandle::isAlive)
        .filter(this::isOurs);
  }

  /** The shell's command names this folder, which no other attempt has. */
  private boolean isOurs(ProcessHandle process) {
    try {
      Path command = Path.of("/proc/" + process.pid() + "/cmdline");
      return Files.exists(command)
          ? new String(Files.readAllBytes(command), StandardCharsets.UTF_8)
              .contains(path.toString() + '\0')
          : process.info().commandLine().filter(l -> l.contains(path.toString())).isPresent();
    } catch (IOException gone) {
      return false;
    }
  }

  /** What the job ended with. */
  Optional<Integer> exit() {
    return text("exit").map(Integer::parseInt);
  }

  /** What it answered: JSON as it is, anything else as a text; empty if it said nothing. */
  Optional<String> answer() {
    Optional<String> said = text("out").filter(out -> !out.isEmpty());
    return said.map(
        out -> {
          try {
            return JSON.writeValueAsString(JSON.readTree(out));
          } catch (JsonProcessingException noJson) {
            return asText(out);
          }
        });
  }

  private static String asText(String out) {
    try {
      return JSON.writeValueAsString(Map.of("text", out));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path log() {
    return path.resolve("log");
  }

  private Optional<String> text(String file) {
    try (var in = Files.newInputStream(path.resolve(file))) {
      return Optional.of(new String(in.readNBytes(MOST_ANSWER), StandardCharsets.UTF_8).strip());
    } catch (NoSuchFileException notThere) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
