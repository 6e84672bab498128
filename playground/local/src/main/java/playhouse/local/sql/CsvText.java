package playhouse.local.sql;

import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.StringJoiner;

/** An answer as RFC 4180: a header, CRLF, quotes only where needed; null is an empty field. */
record CsvText(PrintStream out) {

  void write(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    StringJoiner header = new StringJoiner(",");
    for (int column = 1; column <= columns.getColumnCount(); column++) {
      header.add(field(columns.getColumnLabel(column)));
    }
    out.print(header + "\r\n");
    while (!out.checkError() && rows.next()) {
      StringJoiner line = new StringJoiner(",");
      for (int column = 1; column <= columns.getColumnCount(); column++) {
        line.add(Cell.of(rows, column).text().map(CsvText::field).orElse(""));
      }
      out.print(line + "\r\n");
    }
  }

  /** An empty text is quoted so that it differs from null. */
  static String field(String text) {
    boolean plain =
        !text.isEmpty()
            && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
