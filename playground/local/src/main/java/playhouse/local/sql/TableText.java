package playhouse.local.sql;

import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** An answer as columns: numbers to the right, null as a word, widths taken from the first rows. */
final class TableText {
  /** So many rows decide the widths; the rest is written as it comes. */
  private static final int LOOKED_AT = 500;

  private static final int WIDEST = 100;
  private final PrintStream out;

  TableText(PrintStream out) {
    this.out = out;
  }

  void write(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    int[] widths = new int[columns.getColumnCount()];
    boolean[] right = new boolean[widths.length];
    List<String> header = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      header.add(columns.getColumnLabel(i + 1));
      right[i] = isNumber(columns.getColumnType(i + 1));
    }
    widen(widths, header);
    List<List<String>> first = new ArrayList<>();
    while (first.size() < LOOKED_AT && rows.next()) {
      List<String> line = line(rows, widths.length);
      widen(widths, line);
      first.add(line);
    }
    print(header, widths, right);
    List<String> rule = new ArrayList<>();
    for (int width : widths) {
      rule.add("-".repeat(width));
    }
    print(rule, widths, right);
    first.forEach(line -> print(line, widths, right));
    long count = first.size();
    while (!out.checkError() && rows.next()) {
      print(line(rows, widths.length), widths, right);
      count++;
    }
    out.println("(" + count + (count == 1 ? " row)" : " rows)"));
  }

  private static List<String> line(ResultSet rows, int columns) throws SQLException {
    List<String> line = new ArrayList<>();
    for (int column = 1; column <= columns; column++) {
      String text = Cell.of(rows, column).text().orElse("null").replaceAll("[\\r\\n\\t]", " ");
      line.add(text.codePointCount(0, text.length()) > WIDEST ? cut(text) : text);
    }
    return line;
  }

  private static String cut(String text) {
    return text.substring(0, text.offsetByCodePoints(0, WIDEST - 1)) + "…";
  }

  private static void widen(int[] widths, List<String> line) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], width(line.get(i)));
    }
  }

  private void print(List<String> line, int[] widths, boolean[] right) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String space = " ".repeat(Math.max(0, widths[i] - width(line.get(i))));
      text.append(i == 0 ? "" : "  ").append(right[i] ? space + line.get(i) : line.get(i) + space);
    }
    out.println(text.toString().stripTrailing());
  }

  /** Chinese, Japanese and Korean characters take two columns of a terminal. */
  static int width(String text) {
    return text.codePoints().map(c -> wide(c) ? 2 : 1).sum();
  }

  private static boolean wide(int c) {
    return Character.isIdeographic(c)
        || (c >= 0x1100 && c <= 0x115F)
        || (c >= 0x3000 && c <= 0x30FF)
        || (c >= 0xAC00 && c <= 0xD7A3)
        || (c >= 0xFF00 && c <= 0xFF60);
  }

  private static boolean isNumber(int type) {
    return switch (type) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.REAL,
          Types.DOUBLE,
          Types.DECIMAL ->
          true;
      default -> false;
    };
  }
}
