package playhouse.batch.care;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A table's folder on a disk of this machine: looked at without Hadoop, which asks a shell. */
record LocalFolder(Path path) {

  static Optional<LocalFolder> at(String location) {
    boolean local = location.startsWith("file:") || location.startsWith("/");
    return local
        ? Optional.of(new LocalFolder(Path.of(URI.create(location).getPath())))
        : Optional.empty();
  }

  /** Whether any file was last changed before an instant. */
  boolean anyFileBefore(Instant instant) {
    AtomicBoolean found = new AtomicBoolean();
    try {
      Files.walkFileTree(path, new Search(instant, found));
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + path, e);
    }
    return found.get();
  }

  private static final class Search extends SimpleFileVisitor<Path> {
    private final Instant before;
    private final AtomicBoolean found;

    private Search(Instant before, AtomicBoolean found) {
      this.before = before;
      this.found = found;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      found.set(attributes.lastModifiedTime().toInstant().isBefore(before));
      return found.get() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    /** A writer may have taken it away just now. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
