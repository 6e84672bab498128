package playhouse.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The log of one process; earlier starts' logs lie beside it as .1 to .3. */
public record LogFile(Path path) {
  private static final int KEPT = 3;
  private static final int TAIL_BYTES = 16 * 1024;

  /** Moves the log aside so that a new start writes a new one. */
  public void rotate() {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      for (int age = KEPT; age > 1; age--) {
        moveIfThere(aged(age - 1), aged(age));
      }
      moveIfThere(path, aged(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * When the log is longer than {@code limitBytes}, copies it to .1 and empties it in place: the
   * writer holds it open in append mode and goes on.
   */
  public void cut(long limitBytes) throws IOException {
    if (Files.size(path) > limitBytes) {
      Files.copy(path, aged(1), StandardCopyOption.REPLACE_EXISTING);
      try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
        file.setLength(0);
      }
    }
  }

  /** The last {@code lines} lines; none when there is no log. */
  public List<String> tail(int lines) {
    if (!Files.exists(path)) {
      return List.of();
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      long from = Math.max(0, file.length() - TAIL_BYTES);
      file.seek(from);
      byte[] bytes = new byte[(int) Math.min(TAIL_BYTES, file.length() - from)];
      file.readFully(bytes);
      List<String> all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return all.subList(Math.max(0, all.size() - lines), all.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path aged(int age) {
    return path.resolveSibling(path.getFileName() + "." + age);
  }

  private static void moveIfThere(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
