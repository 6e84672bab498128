package playhouse.contracts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;

/**
 * Every version of a record's schema that was ever written, as shipped in this jar under {@code
 * schemas/<record>/<version>.avsc}; the last one is the current one.
 */
public final class SchemaHistory {

  private SchemaHistory() {}

  /**
   * Versions of a record's schema, oldest first; empty if none was recorded.
   *
   * @param recordName simple name of the record, such as {@code Playback}
   */
  public static List<Schema> versions(String recordName) {
    List<Schema> versions = new ArrayList<>();
    for (int version = 1; ; version++) {
      String path = "/schemas/" + recordName.toLowerCase(Locale.ROOT) + "/" + version + ".avsc";
      try (InputStream in = SchemaHistory.class.getResourceAsStream(path)) {
        if (in == null) {
          return List.copyOf(versions);
        }
        versions.add(new Schema.Parser().parse(in));
      } catch (IOException e) {
        throw new UncheckedIOException(path, e);
      }
    }
  }
}
