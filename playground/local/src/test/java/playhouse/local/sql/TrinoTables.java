package playhouse.local.sql;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import playhouse.warehouse.LakeTable;

/** Tables of the lake, made through Trino from their definitions. */
record TrinoTables(Statement statement) {
  private static final int ROWS_AT_ONCE = 3000;

  /** Makes the table anew with those rows, each with a value for each column in order. */
  void put(LakeTable table, List<List<@Nullable Object>> rows) throws SQLException {
    statement.execute("DROP TABLE IF EXISTS lake." + table.name());
    make(table);
    for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
      String values =
          rows.subList(from, Math.min(rows.size(), from + ROWS_AT_ONCE)).stream()
              .map(TrinoTables::values)
              .collect(Collectors.joining(",\n"));
      String columns =
          table.columns().stream()
              .map(column -> "CAST(\"%1$s\" AS %2$s)".formatted(column.name(), type(column.type())))
              .collect(Collectors.joining(", "));
      String names =
          table.columns().stream()
              .map(column -> "\"" + column.name() + "\"")
              .collect(Collectors.joining(", "));
      statement.execute(
          "INSERT INTO lake.%s SELECT %s FROM (VALUES %s) AS t (%s)"
              .formatted(table.name(), columns, values, names));
    }
  }

  /** Makes it unless it is there. */
  void make(LakeTable table) throws SQLException {
    String columns =
        table.columns().stream()
            .map(column -> "\"%s\" %s".formatted(column.name(), type(column.type())))
            .collect(Collectors.joining(", "));
    statement.execute("CREATE TABLE IF NOT EXISTS lake." + table.name() + " (" + columns + ")");
  }

  private static String values(List<@Nullable Object> row) {
    return row.stream().map(TrinoTables::literal).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String literal(@Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof String text) {
      return "'" + text.replace("'", "''") + "'";
    }
    if (value instanceof Instant instant) {
      return "from_iso8601_timestamp('" + instant + "')";
    }
    if (value instanceof LocalDate day) {
      return "DATE '" + day + "'";
    }
    if (value instanceof Double number) {
      return "DOUBLE '" + number + "'";
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(TrinoTables::literal)
          .collect(Collectors.joining(", ", "ARRAY[", "]"));
    }
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
  }

  private static String type(String type) {
    return type.replace("STRING", "VARCHAR")
        .replace("TIMESTAMP", "TIMESTAMP(6) WITH TIME ZONE")
        .replace("FLOAT", "REAL")
        .replace("STRUCT", "ROW")
        .replace(":", "")
        .replace("<", "(")
        .replace(">", ")");
  }
}
