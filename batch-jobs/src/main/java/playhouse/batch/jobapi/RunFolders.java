package playhouse.batch.jobapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The folders of all attempts.
 *
 * @param folder that they lie in
 */
record RunFolders(Path folder) {
  /** That of a run's newest attempt. */
  RunFolder of(Run run) {
    return new RunFolder(folder.resolve(run.id() + "-" + run.attempt()));
  }

  /** Folders of old runs go; those of runs under way are among the newest. */
  void sweep(long before) {
    if (before <= 0 || !Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.list(folder)) {
      for (Path one : all.toList()) {
        String id = one.getFileName().toString().replaceFirst("-.*", "");
        if (id.matches("[0-9]+") && Long.parseLong(id) < before) {
          delete(one);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
