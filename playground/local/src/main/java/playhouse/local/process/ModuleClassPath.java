package playhouse.local.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The class path that a module's processes run with, as the build left it. */
public final class ModuleClassPath {
  private final Path root;

  /** {@code root} is the folder of the house. */
  public ModuleClassPath(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** The module's own jar, then its dependencies, then this module's jar for {@link Child}. */
  public List<Path> of(String module) {
    Path target = root.resolve(module).resolve("target");
    List<Path> all = new ArrayList<>();
    all.add(jar(target));
    try {
      for (String entry :
          Files.readString(target.resolve("runtime.classpath"))
              .strip()
              .split(File.pathSeparator, -1)) {
        all.add(Path.of(entry));
      }
    } catch (IOException e) {
      throw new LocalFailure(module + " is not built: " + e.getMessage(), e);
    }
    Path own = jar(root.resolve("playground/local/target"));
    if (!all.contains(own)) {
      all.add(own);
    }
    return all;
  }

  /**
   * The same, with the house's own jars copied to {@code folder}: a build may rewrite them while
   * the process runs, and a JVM whose jar changes under it loses its classes.
   */
  public List<Path> pinned(String module, Path folder) {
    return of(module).stream().map(jar -> jar.startsWith(root) ? copy(jar, folder) : jar).toList();
  }

  /** Colon-separated. */
  public static String text(List<Path> jars) {
    return String.join(File.pathSeparator, jars.stream().map(Path::toString).toList());
  }

  private static Path copy(Path jar, Path folder) {
    try {
      Files.createDirectories(folder);
      Path copy = folder.resolve(jar.getFileName());
      FileTime changed = Files.getLastModifiedTime(jar);
      if (!Files.exists(copy) || !Files.getLastModifiedTime(copy).equals(changed)) {
        Path draft = folder.resolve(jar.getFileName() + ".draft");
        Files.copy(
            jar, draft, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(draft, copy, StandardCopyOption.ATOMIC_MOVE);
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path jar(Path target) {
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.getFileName().toString().matches(".*-SNAPSHOT\\.jar|.*[0-9]\\.jar"))
          .findFirst()
          .orElseThrow(() -> new LocalFailure("no jar in " + target + ": build first"));
    } catch (IOException e) {
      throw new LocalFailure("no jar in " + target + ": build first", e);
    }
  }
}
