package playhouse.warehouse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table of the lake as the steps leave it: the raw ones are made from the contracts and are not
 * among them.
 *
 * @param name with its namespace, such as {@code core.plays}
 * @param columns in order
 * @param partitioning such as {@code day}; empty if there is none
 * @param comment what a row is
 */
public record LakeTable(String name, List<Column> columns, String partitioning, String comment) {
  /**
   * {@code CREATE TABLE IF NOT EXISTS name (columns) USING iceberg PARTITIONED BY (…) COMMENT '…'}.
   */
  private static final Pattern CREATE =
      Pattern.compile(
          "CREATE TABLE IF NOT EXISTS (\\S+) \\(\n(.*)\n\\) USING iceberg(?: PARTITIONED BY"
              + " \\(((?:[^()]|\\([^()]*\\))*)\\))?(?: TBLPROPERTIES \\(.*?\\))?(?: COMMENT '(.*)')?.*",
          Pattern.DOTALL);

  private static final Pattern ADD =
      Pattern.compile("ALTER TABLE (\\S+) ADD COLUMNS \\(\n(.*)\n\\)", Pattern.DOTALL);
  private static final Pattern DROP = Pattern.compile("DROP TABLE IF EXISTS (\\S+)");

  /** One column to a line. */
  private static final Pattern COLUMN =
      Pattern.compile("\\s*`?(\\w+)`? (.+?)(?: NOT NULL)? COMMENT '(.*)',?");

  /**
   * A column.
   *
   * @param type as Spark writes it, such as {@code DECIMAL(38, 6)}
   * @param comment meaning and unit
   */
  public record Column(String name, String type, String comment) {}

  /** Every table there is after all steps, in the order in which they are made. */
  public static List<LakeTable> all() {
    Map<String, LakeTable> tables = new LinkedHashMap<>();
    for (DdlFile step : DdlFile.all()) {
      step.statements().forEach(statement -> apply(statement, tables));
    }
    return List.copyOf(tables.values());
  }

  /** The table of that name, with its namespace. */
  public static Optional<LakeTable> of(String name) {
    return all().stream().filter(table -> table.name.equals(name)).findFirst();
  }

  private static void apply(String statement, Map<String, LakeTable> tables) {
    Matcher create = CREATE.matcher(statement);
    Matcher add = ADD.matcher(statement);
    Matcher drop = DROP.matcher(statement);
    if (create.matches()) {
      LakeTable table =
          new LakeTable(
              create.group(1),
              columns(create.group(2)),
              Optional.ofNullable(create.group(3)).orElse(""),
              text(Optional.ofNullable(create.group(4)).orElse("")));
      tables.putIfAbsent(table.name, table);
    } else if (add.matches()) {
      tables.computeIfPresent(add.group(1), (name, table) -> table.with(columns(add.group(2))));
    } else if (drop.matches()) {
      tables.remove(drop.group(1));
    }
  }

  private LakeTable with(List<Column> more) {
    List<Column> all = new ArrayList<>(columns);
    all.addAll(more);
    return new LakeTable(name, List.copyOf(all), partitioning, comment);
  }

  private static List<Column> columns(String lines) {
    return lines.lines().map(LakeTable::column).toList();
  }

  private static Column column(String line) {
    Matcher column = COLUMN.matcher(line);
    if (!column.matches()) {
      throw new IllegalStateException("not a column with a comment, one to a line: " + line);
    }
    return new Column(column.group(1), column.group(2), text(column.group(3)));
  }

  private static String text(String literal) {
    return literal.replace("\\'", "'").replace("''", "'");
  }
}
