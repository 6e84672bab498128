package playhouse.models.tabular;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import playhouse.models.files.Table;

/**
 * How a table's columns become numbers, learnt from the training table only: columns of numbers or
 * days as they are, others by whether they have each of their frequent values. What is the same in
 * every row, or another in each, tells nothing and is left out.
 */
public final class Encoding {
  private static final double NUMBERS = 0.98;
  private static final int MOST_VALUES = 40;
  private static final int FEWEST_ROWS = 5;

  /**
   * A column of text with more values than half its rows names things instead of telling of them.
   */
  private static final double NAMES = 0.5;

  private final List<Feature> features;

  private Encoding(List<Feature> features) {
    this.features = List.copyOf(features);
  }

  public static Encoding learn(Table training) {
    List<Feature> features = new ArrayList<>();
    for (String column : training.columns()) {
      features.addAll(features(column, training.column(column)));
    }
    return new Encoding(features);
  }

  /** Columns that are numbers already. */
  static Encoding ofNumbers(List<String> columns) {
    return new Encoding(
        columns.stream().map(column -> new Feature(column, Optional.empty())).toList());
  }

  public List<Feature> features() {
    return features;
  }

  /** The table's numbers; each column that was learnt has to be there. */
  Matrix apply(Table table) {
    int width = features.size();
    float[] values = new float[table.size() * width];
    Map<String, List<String>> columns = new TreeMap<>();
    for (int at = 0; at < width; at++) {
      Feature feature = features.get(at);
      List<String> cells = columns.computeIfAbsent(feature.column(), table::column);
      for (int row = 0; row < cells.size(); row++) {
        values[row * width + at] = feature.of(cells.get(row));
      }
    }
    return new Matrix(values, table.size(), width);
  }

  private static List<Feature> features(String column, List<String> cells) {
    Map<String, Integer> counts = new TreeMap<>();
    int there = 0;
    int numbers = 0;
    for (String cell : cells) {
      counts.merge(Cells.text(cell), 1, Integer::sum);
      there += Cells.isMissing(cell) ? 0 : 1;
      numbers += Double.isNaN(Cells.number(cell)) ? 0 : 1;
    }
    if (counts.size() < 2 || isName(column, counts.size(), cells.size())) {
      return List.of();
    }
    if (there > 0 && numbers >= NUMBERS * there) {
      return List.of(new Feature(column, Optional.empty()));
    }
    if (counts.size() > NAMES * cells.size()) {
      return List.of();
    }
    return counts.entrySet().stream()
        .filter(value -> value.getValue() >= FEWEST_ROWS)
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(MOST_VALUES)
        .map(value -> new Feature(column, Optional.of(value.getKey())))
        .toList();
  }

  /** A number of the row, by which files are often sorted: it must not be learnt from. */
  private static boolean isName(String column, int values, int rows) {
    String name = column.toLowerCase(Locale.ROOT);
    boolean named = name.isEmpty() || name.equals("index") || name.endsWith("id");
    return values == rows && named;
  }

  /** Columns that were learnt from. */
  int columns() {
    HashSet<String> columns = new HashSet<>();
    features.forEach(feature -> columns.add(feature.column()));
    return columns.size();
  }
}
