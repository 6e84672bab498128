package playhouse.batch.replay;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.Lake;
import playhouse.contracts.Settings;

/**
 * The process that writes down rejects of the lake, one a line in JSON. Ends 0 if it did, 1 if the
 * disk failed, 2 if it was not understood.
 */
public final class Main {
  private Main() {}

  public static void main(String[] line) {
    System.exit(run(line));
  }

  private static int run(String[] line) {
    Instant now = Instant.now();
    try {
      Selection wanted = Selection.of(List.of(line), now);
      try (Lake lake = Lake.open(Settings.load(), now)) {
        write(lake, wanted);
      }
      return 0;
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + Selection.USAGE);
      return 2;
    } catch (IOException e) {
      System.err.println("cannot write: " + e);
      return 1;
    }
  }

  /** Writes them down; how many there are. */
  static long write(Lake lake, Selection wanted) throws IOException {
    Path folder = wanted.file().toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    long written = 0;
    try (BufferedWriter file = Files.newBufferedWriter(wanted.file())) {
      Dataset<Row> rows = new Rejects(lake, wanted).rows().orElse(lake.spark().emptyDataFrame());
      for (Iterator<String> lines = rows.toJSON().toLocalIterator(); lines.hasNext(); ) {
        file.write(lines.next());
        file.newLine();
        written++;
      }
    }
    return written;
  }
}
