package playhouse.models.offpolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import playhouse.models.files.BadFile;
import playhouse.models.files.Table;

/**
 * What was shown, in order of time.
 *
 * @param rows all of it
 * @param items ids of all that came, sorted
 * @param positions all that came, sorted
 */
public record Log(List<Shown> rows, List<String> items, List<String> positions) {

  public static Log of(List<Shown> rows) {
    return new Log(
        List.copyOf(rows),
        rows.stream().map(Shown::item).distinct().sorted().toList(),
        rows.stream().map(Shown::position).distinct().sorted().toList());
  }

  /**
   * The Open Bandit data's columns {@code item_id}, {@code position}, {@code click} and {@code
   * propensity_score}; others are passed over.
   */
  public static Log openBandit(Table table) {
    List<String> items = table.column("item_id");
    List<String> positions = table.column("position");
    List<String> clicks = table.column("click");
    List<String> propensities = table.column("propensity_score");
    List<Shown> rows = new ArrayList<>();
    for (int row = 0; row < items.size(); row++) {
      double propensity = number(table, row, propensities.get(row));
      if (!(propensity > 0 && propensity <= 1)) {
        throw new BadFile(where(table, row) + "a propensity is above 0 and at most 1");
      }
      double reward = number(table, row, clicks.get(row));
      rows.add(new Shown(items.get(row), positions.get(row), reward, propensity));
    }
    return of(rows);
  }

  /** The rows from one number to another, which is not taken. */
  public Log part(int from, int to) {
    return of(IntStream.range(from, to).mapToObj(rows::get).toList());
  }

  private static double number(Table table, int row, String cell) {
    try {
      return Double.parseDouble(cell.strip());
    } catch (NumberFormatException e) {
      throw new BadFile(where(table, row) + "'" + cell + "' is no number", e);
    }
  }

  private static String where(Table table, int row) {
    return table.name() + ", row " + (row + 1) + ": ";
  }
}
