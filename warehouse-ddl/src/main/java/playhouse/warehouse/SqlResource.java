package playhouse.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Text files on this module's class path. */
final class SqlResource {
  private SqlResource() {}

  /** The lines of a file; fails if it is not there, since the build put it there. */
  static List<String> lines(String path) {
    return find(path)
        .orElseThrow(() -> new IllegalStateException("not on the class path: " + path))
        .lines()
        .toList();
  }

  static Optional<String> find(String path) {
    try (InputStream in = SqlResource.class.getResourceAsStream("/" + path)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  /** The names in an index file, in order, without comments. */
  static List<String> index(String path) {
    return lines(path).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }
}
