package playhouse.models.recommend;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects rows of links in any order, from any thread, keeping only the largest of each row. */
final class LinksBuilder {
  private final int[] @Nullable [] columns;
  private final float[] @Nullable [] weights;
  private final int keep;

  LinksBuilder(int rows, int keep) {
    this.columns = new int[rows][];
    this.weights = new float[rows][];
    this.keep = keep;
  }

  /**
   * Sets a row, once.
   *
   * @param row the row
   * @param candidates columns, ascending; read up to {@code count}
   * @param values their weights
   */
  void row(int row, int[] candidates, float[] values, int count) {
    float least = Selection.nthLargestAmount(values, count, keep);
    int equals = keep;
    for (int i = 0; i < count; i++) {
      equals -= Math.abs(values[i]) > least ? 1 : 0;
    }
    int[] chosen = new int[Math.min(keep, count)];
    float[] kept = new float[chosen.length];
    int size = 0;
    for (int i = 0; i < count; i++) {
      float amount = Math.abs(values[i]);
      if (amount > least || (amount == least && amount > 0 && equals-- > 0)) {
        chosen[size] = candidates[i];
        kept[size++] = values[i];
      }
    }
    columns[row] = Arrays.copyOf(chosen, size);
    weights[row] = Arrays.copyOf(kept, size);
  }

  Links build() {
    int[] starts = new int[columns.length + 1];
    for (int row = 0; row < columns.length; row++) {
      int[] these = columns[row];
      starts[row + 1] = starts[row] + (these == null ? 0 : these.length);
    }
    int[] allColumns = new int[starts[columns.length]];
    float[] allWeights = new float[allColumns.length];
    for (int row = 0; row < columns.length; row++) {
      int[] these = columns[row];
      float[] those = weights[row];
      if (these != null && those != null) {
        System.arraycopy(these, 0, allColumns, starts[row], these.length);
        System.arraycopy(those, 0, allWeights, starts[row], those.length);
      }
    }
    return new Links(starts, allColumns, allWeights);
  }
}
