package playhouse.local.sql;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The Java installations of this machine, looked for in the usual places.
 *
 * @param named places that somebody named, first in line
 * @param environment variables such as JAVA_HOME and PATH
 * @param userHome the user's folder
 */
public record Jdks(List<Path> named, Map<String, String> environment, Path userHome) {
  private static final List<Path> SYSTEM =
      List.of(Path.of("/usr/lib/jvm"), Path.of("/opt/java"), Path.of("/opt"), Path.of("/usr/java"));

  /** The first installation of that version or newer. */
  public Optional<Path> atLeast(int version) {
    return candidates().stream().filter(home -> version(home) >= version).findFirst();
  }

  /** The major version of the installation in {@code home}; 0 when there is none. */
  static int version(Path home) {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) {
      return 0;
    }
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(release)) {
      properties.load(reader);
      String text = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
      return Integer.parseInt(text.split("[.+-]", 2)[0]);
    } catch (IOException | IllegalArgumentException unreadable) {
      return 0;
    }
  }

  private List<Path> candidates() {
    List<Path> all = new ArrayList<>(named);
    Optional.ofNullable(environment.get("JAVA_HOME")).map(Path::of).ifPresent(all::add);
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path java = Path.of(folder, "java");
      if (Files.isExecutable(java)) {
        homeOf(java).ifPresent(all::add);
      }
    }
    SYSTEM.forEach(folder -> all.addAll(children(folder)));
    all.addAll(children(userHome.resolve(".sdkman/candidates/java")));
    all.addAll(children(userHome.resolve(".jdks")));
    return all;
  }

  private static Optional<Path> homeOf(Path java) {
    try {
      return Optional.ofNullable(java.toRealPath().getParent()).map(Path::getParent);
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static List<Path> children(Path folder) {
    List<Path> children = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        entries.forEach(children::add);
      } catch (IOException unreadable) {
        return List.of();
      }
    }
    children.sort(null);
    return children;
  }
}
