package playhouse.models.tagging;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The tables of words and tags that come with the program. */
final class Resources {
  private Resources() {}

  /** Its rows, split at tabs; what begins with # is passed over. */
  static List<String[]> rows(String name, int columns) {
    try (InputStream in = Resources.class.getResourceAsStream("/tagging/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the class path");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      List<String[]> rows =
          lines
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(line -> line.split("\t", -1))
              .toList();
      for (String[] row : rows) {
        if (row.length != columns) {
          throw new IllegalStateException(name + " has a row of " + row.length + " columns");
        }
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }
}
