package playhouse.local.sql;

import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import playhouse.local.process.LocalFailure;

/** How an answer is written. */
enum Format {
  TABLE {
    @Override
    void write(ResultSet rows, PrintStream out) throws SQLException {
      new TableText(out).write(rows);
    }
  },
  CSV {
    @Override
    void write(ResultSet rows, PrintStream out) throws SQLException {
      new CsvText(out).write(rows);
    }
  },
  JSON {
    @Override
    void write(ResultSet rows, PrintStream out) throws SQLException {
      new JsonText(out).write(rows);
    }
  };

  /** Writes every row, one at a time. */
  abstract void write(ResultSet rows, PrintStream out) throws SQLException;

  static Format of(String name) {
    return Arrays.stream(values())
        .filter(format -> format.text().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new LocalFailure(
                    LocalFailure.USAGE,
                    "--format is one of "
                        + Arrays.stream(values())
                            .map(Format::text)
                            .collect(Collectors.joining(", "))));
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
