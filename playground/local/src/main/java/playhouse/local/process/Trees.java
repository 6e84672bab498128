package playhouse.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders with all that lies below them. */
public final class Trees {
  private Trees() {}

  /**
   * Removes what lies in a folder and has not been touched for so long: what processes that were
   * killed have left there. Another that sweeps at the same time, or a folder that is not there, is
   * no failure.
   */
  public static void sweep(Path folder, Duration untouched) {
    Instant before = Instant.now().minus(untouched);
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path path : all) {
        sweep(path, before);
      }
    } catch (NoSuchFileException e) {
      // There is nothing to sweep.
    } catch (IOException e) {
      throw new UncheckedIOException("sweeping " + folder, e);
    }
  }

  private static void sweep(Path path, Instant before) throws IOException {
    try {
      if (Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant().isBefore(before)) {
        delete(path);
      }
    } catch (NoSuchFileException e) {
      // Somebody else sweeps too, and was here first.
    }
  }

  /** Removes the folder; nothing happens when it is not there. Links are not followed. */
  public static void delete(Path tree) throws IOException {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
