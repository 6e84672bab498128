package playhouse.local.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import playhouse.local.process.Await;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.LogFile;
import playhouse.local.process.Progress;
import playhouse.local.sql.Cache;

/**
 * A Python environment of its own, made once for what a list of packages asks: another list makes
 * another.
 *
 * @param name what it is for
 * @param requirements the list, as pip reads it
 */
public record PythonEnvironment(Cache cache, String name, Path requirements, Progress progress) {
  private static final Duration LIMIT = Duration.ofMinutes(20);
  private static final int LINES_SHOWN = 15;

  /** Whether there is a Python here that makes environments. */
  public static boolean possible() {
    String asked = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))";
    try {
      return new ProcessBuilder("python3", "-c", asked).start().onExit().join().exitValue() == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  /** Its interpreter; fails with what to do where there is no Python to make it with. */
  public Path interpreter() {
    return cache.get(name + "-" + mark(), this::make).resolve("bin").resolve("python");
  }

  /** Changes with the list. */
  private String mark() {
    try {
      CRC32 sum = new CRC32();
      sum.update(Files.readAllBytes(requirements));
      return String.format(Locale.ROOT, "%08x", sum.getValue());
    } catch (IOException e) {
      throw new LocalFailure("cannot read " + requirements + ": " + e.getMessage(), e);
    }
  }

  private void make(Path folder) throws IOException {
    Progress.Step step = progress.begin(name);
    step.tell("a Python environment is made once, in " + cache.folder());
    LogFile log = new LogFile(folder.resolve("install.log"));
    python(
        log,
        "needs Python 3.11 or newer with venv (as root: apt-get install python3-venv)",
        "python3",
        "-m",
        "venv",
        folder.toString());
    // The folder moves once it is whole, and the scripts in bin would name the old one: packages
    // are run as modules of the interpreter.
    python(
        log,
        "did not get what " + requirements + " lists",
        folder.resolve("bin/python").toString(),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--requirement",
        requirements.toString());
    step.done(names() + " from PyPI, in " + cache.folder());
  }

  private void python(LogFile log, String otherwise, String... command) throws IOException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()))
              .start();
    } catch (IOException missing) {
      throw new IOException(name + " " + otherwise + ": " + missing.getMessage(), missing);
    }
    boolean ended = Await.until(LIMIT, () -> !process.isAlive());
    if (!ended || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(
          name + " " + otherwise + ":\n" + String.join("\n", log.tail(LINES_SHOWN)));
    }
  }

  /** What the list asks for, in one line. */
  private String names() throws IOException {
    try (Stream<String> lines = Files.lines(requirements, StandardCharsets.UTF_8)) {
      List<String> asked =
          lines
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .toList();
      return String.join(", ", asked);
    }
  }
}
