package playhouse.local.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import playhouse.warehouse.LakeTable;

/** Tables of the lake, made through Trino from their definitions. */
record TrinoTables(Statement statement) {
  private static final int ROWS_AT_ONCE = 3000;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Makes the table anew with those rows, each with a value for each column in order. */
  void put(LakeTable table, List<List<@Nullable Object>> rows) throws SQLException {
    statement.execute("DROP TABLE IF EXISTS lake." + table.name());
    make(table);
    String names = columns(table, "\"%1$s\"");
    String texts = columns(table, "\"%1$s\" %3$s");
    String typed = columns(table, "CAST(\"%1$s\" AS %2$s)");
    for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
      // One literal: thousands of them would be looked at by every rule of the planner.
      String json = json(rows.subList(from, Math.min(rows.size(), from + ROWS_AT_ONCE)));
      statement.execute(
          "INSERT INTO lake.%s SELECT %s FROM UNNEST(CAST(JSON_PARSE('%s') AS ARRAY(ROW(%s)))) AS t (%s)"
              .formatted(table.name(), typed, json.replace("'", "''"), texts, names));
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

  /** The columns by a format of name, type, and the type that they have in JSON. */
  private static String columns(LakeTable table, String format) {
    return table.columns().stream()
        .map(column -> format.formatted(column.name(), type(column.type()), inJson(column.type())))
        .collect(Collectors.joining(", "));
  }

  /** Text, which casts to more than JSON does; of records there are none in tests. */
  private static String inJson(String type) {
    if (type.contains("STRUCT<") || type.contains("MAP<")) {
      return type(type);
    }
    return type.startsWith("ARRAY<") ? "ARRAY(VARCHAR)" : "VARCHAR";
  }

  private static String json(List<List<@Nullable Object>> rows) {
    try {
      return JSON.writeValueAsString(rows.stream().map(TrinoTables::texts).toList());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static @Nullable Object texts(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(TrinoTables::texts).toList();
    }
    if (value instanceof Instant instant) {
      return instant.toString().replace('T', ' ').replace("Z", " UTC");
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    return value == null ? null : value.toString();
  }

  private static String type(String type) {
    return type.replace("STRING", "VARCHAR")
        .replace("TIMESTAMP", "TIMESTAMP(6) WITH TIME ZONE")
        .replace("FLOAT", "REAL")
        .replace("BINARY", "VARBINARY")
        .replace("STRUCT", "ROW")
        .replace(":", "")
        .replace("<", "(")
        .replace(">", ")");
  }
}
