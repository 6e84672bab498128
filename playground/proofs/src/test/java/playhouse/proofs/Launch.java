package playhouse.proofs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import playhouse.local.process.Bound;

/**
 * Runs verbs of the launcher as {@code ./playhouse} does, without building.
 *
 * @param environment the settings of the home it works on
 */
public record Launch(Map<String, String> environment) {

  private static final Duration LIMIT = Duration.ofMinutes(25);
  static final Path ROOT =
      Path.of(System.getProperty("playhouse.root", "../..")).toAbsolutePath().normalize();

  /**
   * How a verb ended.
   *
   * @param exit its exit code
   * @param out what it printed as its answer
   * @param err what it said on the way
   */
  public record Ended(int exit, String out, String err) {}

  /** Runs a verb to its end. */
  public Ended run(String... verb) {
    try {
      Path out = temporary(".out");
      Path err = temporary(".err");
      Process process = start(out, err, verb);
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(String.join(" ", verb) + " did not end: " + Files.readString(err));
      }
      return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Runs a verb that must end well, and gives its answer. */
  public String must(String... verb) {
    Ended ended = run(verb);
    if (ended.exit() != 0) {
      throw new AssertionError(
          "%s ended %d%n%s%n%s"
              .formatted(String.join(" ", verb), ended.exit(), ended.out(), ended.err()));
    }
    return ended.out();
  }

  /** Starts a verb and does not wait for it. */
  public Process begin(String... verb) {
    try {
      Path out = temporary(".out");
      return start(out, temporary(".err"), verb);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process start(Path out, Path err, String... verb) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx192m");
    command.add("-XX:+UseSerialGC");
    command.add("-Dplayhouse.root=" + ROOT);
    command.add("-cp");
    command.add(classPath());
    command.add("playhouse.local.Launcher");
    command.addAll(List.of(verb));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    return Bound.GENTLY.start(builder);
  }

  private static Path temporary(String ending) throws IOException {
    Path file = Files.createTempFile("playhouse-", ending);
    file.toFile().deleteOnExit();
    return file;
  }

  private static String classPath() throws IOException {
    Path target = ROOT.resolve("playground/local/target");
    try (var jars = Files.newDirectoryStream(target, "local-*.jar")) {
      return jars.iterator().next() + ":" + Files.readString(target.resolve("runtime.classpath"));
    }
  }
}
