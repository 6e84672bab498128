package playhouse.local.sql;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import playhouse.local.process.Await;
import playhouse.local.process.LogFile;
import playhouse.local.process.Progress;

/**
 * A large file that Maven fetches, with the megabytes shown as they come.
 *
 * @param group its group id
 * @param name its artifact id
 * @param version its version
 * @param type its packaging, which is its file extension
 * @param megabytes about how large it is
 */
record MavenArtifact(String group, String name, String version, String type, int megabytes) {
  private static final String GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy";
  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final int LINES_SHOWN = 15;
  private static final long MEGABYTE = 1_000_000;

  /** Puts the file into {@code folder} and answers where. */
  Path fetch(String maven, Path folder, Progress progress) throws IOException {
    LogFile log = new LogFile(folder.resolve(name + ".log"));
    Progress.Step step = progress.begin("download");
    Process process = start(maven, folder, log);
    boolean ended =
        Await.until(
            LIMIT,
            () -> {
              step.tell(bar(downloaded()));
              return !process.isAlive();
            });
    Path file = folder.resolve(name + "-" + version + "." + type);
    if (!ended || process.exitValue() != 0 || !Files.exists(file)) {
      process.destroyForcibly();
      step.done("failed");
      throw new IOException(
          "Maven did not deliver "
              + file.getFileName()
              + ":\n"
              + String.join("\n", log.tail(LINES_SHOWN)));
    }
    step.done(name + " " + version + ", " + Files.size(file) / MEGABYTE + " MB");
    return file;
  }

  private Process start(String maven, Path folder, LogFile log) throws IOException {
    String coordinates = String.join(":", group, name, version, type);
    return new ProcessBuilder(
            List.of(
                maven,
                "-B",
                "-ntp",
                GOAL,
                "-Dartifact=" + coordinates,
                "-DoutputDirectory=" + folder,
                "-Dtransitive=false"))
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.path().toFile())
        .start();
  }

  /** Maven writes beside the place in its repository until it has the whole file. */
  private long downloaded() {
    Path place =
        Path.of(System.getProperty("user.home"), ".m2", "repository")
            .resolve(group.replace('.', '/'))
            .resolve(name)
            .resolve(version);
    long largest = 0;
    if (Files.isDirectory(place)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(place)) {
        for (Path file : files) {
          largest = Math.max(largest, Files.size(file));
        }
      } catch (IOException moved) {
        return largest;
      }
    }
    return largest / MEGABYTE;
  }

  private String bar(long done) {
    int width = 30;
    int full = (int) Math.min(width, width * done / Math.max(1, megabytes));
    return String.format(
        Locale.ROOT,
        "%s [%s%s] %d of about %d MB",
        name,
        "#".repeat(full),
        ".".repeat(width - full),
        done,
        megabytes);
  }
}
