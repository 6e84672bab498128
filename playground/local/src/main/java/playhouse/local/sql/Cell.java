package playhouse.local.sql;

import io.trino.jdbc.Row;
import io.trino.jdbc.RowField;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One value of an answer; empty is SQL's null. */
record Cell(Optional<Object> value) {

  static Cell of(ResultSet rows, int column) throws SQLException {
    Object value = rows.getObject(column);
    boolean ofTime = value instanceof java.util.Date;
    // JDBC's old date classes would shift the value into the machine's zone.
    return new Cell(Optional.ofNullable(ofTime ? rows.getString(column) : value));
  }

  /** For people and CSV. */
  Optional<String> text() {
    return value.map(Cell::textOf);
  }

  /** For JSON: numbers, booleans, texts, and lists and maps of them. */
  Optional<Object> tree() {
    return value.map(Cell::treeOf);
  }

  private static String textOf(Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return String.valueOf(treeOf(value));
  }

  private static @Nullable Object treeOf(@Nullable Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof Array array) {
      return elements(array);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> tree = new ArrayList<>();
      list.forEach(element -> tree.add(treeOf(element)));
      return tree;
    }
    if (value instanceof Row row) {
      Map<String, @Nullable Object> tree = new LinkedHashMap<>();
      for (RowField field : row.getFields()) {
        tree.put(
            field.getName().orElse("field" + (field.getOrdinal() + 1)), treeOf(field.getValue()));
      }
      return tree;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> tree = new LinkedHashMap<>();
      map.forEach((key, element) -> tree.put(String.valueOf(key), treeOf(element)));
      return tree;
    }
    return value.toString();
  }

  private static List<@Nullable Object> elements(Array array) {
    try {
      List<@Nullable Object> tree = new ArrayList<>();
      for (Object element : (Object[]) array.getArray()) {
        tree.add(treeOf(element));
      }
      return tree;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
