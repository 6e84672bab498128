package playhouse.local.sql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import playhouse.local.process.LocalFailure;
import playhouse.local.process.Trees;

/** What was downloaded once for this user: folders that are either whole or not there. */
public record Cache(Path folder) {

  /** Fills an empty folder. */
  @FunctionalInterface
  public interface Filling {
    void fill(Path folder) throws IOException;
  }

  /** Below XDG_CACHE_HOME, or .cache in the user's folder. */
  public static Cache ofUser(Map<String, String> environment, Path userHome) {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base = xdg.isBlank() ? userHome.resolve(".cache") : Path.of(xdg);
    return new Cache(base.resolve("playhouse"));
  }

  /**
   * The folder called {@code name}, filled first when it is not there; one process at a time fills.
   */
  public Path get(String name, Filling filling) {
    Path whole = folder.resolve(name);
    if (Files.isDirectory(whole)) {
      return whole;
    }
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var lock = channel.lock()) {
        if (!lock.isValid() || Files.isDirectory(whole)) {
          return whole;
        }
        Path draft = folder.resolve(name + ".draft");
        Trees.delete(draft);
        Files.createDirectories(draft);
        filling.fill(draft);
        Files.move(draft, whole, StandardCopyOption.ATOMIC_MOVE);
        return whole;
      }
    } catch (IOException e) {
      throw new LocalFailure("cannot fill " + whole + ": " + e.getMessage(), e);
    }
  }
}
