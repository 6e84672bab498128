package playhouse.batch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The answer to a select as text: a table, CSV, or JSON (an array of objects). */
record SqlAnswer(List<String> columns, List<List<Optional<Object>>> rows) {

  static SqlAnswer of(Dataset<Row> answer) {
    List<List<Optional<Object>>> rows = new ArrayList<>();
    for (Iterator<Row> all = answer.toLocalIterator(); all.hasNext(); ) {
      Row row = all.next();
      rows.add(
          IntStream.range(0, row.size()).mapToObj(i -> Optional.ofNullable(row.get(i))).toList());
    }
    return new SqlAnswer(Arrays.asList(answer.columns()), rows);
  }

  String as(String format) {
    return switch (format) {
      case "csv" -> csv();
      case "json" -> json();
      default -> table();
    };
  }

  /** An empty field is null; an empty text is quoted. */
  private String csv() {
    Stream<String> header = Stream.of(columns.stream().map(SqlAnswer::quoted).collect(commas()));
    Stream<String> lines =
        rows.stream()
            .map(row -> row.stream().map(c -> c.map(SqlAnswer::quoted).orElse("")))
            .map(cells -> cells.collect(commas()));
    return Stream.concat(header, lines).collect(Collectors.joining("\n"));
  }

  private static java.util.stream.Collector<CharSequence, ?, String> commas() {
    return Collectors.joining(",");
  }

  private static String quoted(Object value) {
    String text = value.toString();
    boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private String json() {
    ArrayNode objects = JsonNodeFactory.instance.arrayNode();
    for (List<Optional<Object>> row : rows) {
      ObjectNode object = objects.addObject();
      for (int i = 0; i < columns.size(); i++) {
        String column = columns.get(i);
        row.get(i).ifPresentOrElse(v -> put(object, column, v), () -> object.putNull(column));
      }
    }
    return objects.toString();
  }

  private static void put(ObjectNode object, String column, Object value) {
    if (value instanceof Number || value instanceof Boolean) {
      object.putPOJO(column, value);
    } else {
      object.put(column, value.toString());
    }
  }

  private String table() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns);
    rows.forEach(
        row -> lines.add(row.stream().map(c -> c.map(Object::toString).orElse("NULL")).toList()));
    int[] widths =
        IntStream.range(0, columns.size())
            .map(i -> lines.stream().mapToInt(line -> line.get(i).length()).max().orElse(0))
            .toArray();
    lines.add(1, Arrays.stream(widths).mapToObj("-"::repeat).toList());
    return lines.stream().map(line -> padded(line, widths)).collect(Collectors.joining("\n"));
  }

  private static String padded(List<String> cells, int[] widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(i -> cells.get(i) + " ".repeat(widths[i] - cells.get(i).length()))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }
}
