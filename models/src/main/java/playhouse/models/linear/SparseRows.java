package playhouse.models.linear;

import java.util.Arrays;

/** Rows of numbers of which most are zero, held one after another by column and value. */
public final class SparseRows {
  final int[] starts;
  final int[] columns;
  final float[] values;
  final int width;

  private SparseRows(int[] starts, int[] columns, float[] values, int width) {
    this.starts = starts;
    this.columns = columns;
    this.values = values;
    this.width = width;
  }

  public int size() {
    return starts.length - 1;
  }

  /** How many columns there are. */
  public int width() {
    return width;
  }

  /** The rows of these numbers, in this order. */
  public SparseRows rows(int[] chosen) {
    Builder some = new Builder(width);
    for (int row : chosen) {
      for (int at = starts[row]; at < starts[row + 1]; at++) {
        some.add(columns[at], values[at]);
      }
      some.end();
    }
    return some.build();
  }

  /** The same with each column's values times a factor, each row made as long as before. */
  public SparseRows scaled(float[] factors) {
    float[] scaled = new float[values.length];
    for (int row = 0; row < size(); row++) {
      double before = 0;
      double after = 0;
      for (int at = starts[row]; at < starts[row + 1]; at++) {
        scaled[at] = values[at] * factors[columns[at]];
        before += (double) values[at] * values[at];
        after += (double) scaled[at] * scaled[at];
      }
      float length = after == 0 ? 0 : (float) Math.sqrt(before / after);
      for (int at = starts[row]; at < starts[row + 1]; at++) {
        scaled[at] *= length;
      }
    }
    return new SparseRows(starts, columns, scaled, width);
  }

  /** The same with every value times a factor. */
  public SparseRows times(float factor) {
    float[] scaled = new float[values.length];
    for (int at = 0; at < values.length; at++) {
      scaled[at] = values[at] * factor;
    }
    return new SparseRows(starts, columns, scaled, width);
  }

  /** In how many of the rows that are chosen each column is not zero. */
  public int[] counts(boolean[] chosen) {
    int[] counts = new int[width];
    for (int row = 0; row < size(); row++) {
      for (int at = starts[row]; chosen[row] && at < starts[row + 1]; at++) {
        counts[columns[at]]++;
      }
    }
    return counts;
  }

  /** These columns and, to their right, others: of each row the same. */
  public SparseRows beside(SparseRows right) {
    Builder both = new Builder(width + right.width);
    for (int row = 0; row < size(); row++) {
      for (int at = starts[row]; at < starts[row + 1]; at++) {
        both.add(columns[at], values[at]);
      }
      for (int at = right.starts[row]; at < right.starts[row + 1]; at++) {
        both.add(width + right.columns[at], right.values[at]);
      }
      both.end();
    }
    return both.build();
  }

  /** Of each row, its values together. */
  public double[] sums() {
    double[] sums = new double[size()];
    for (int row = 0; row < sums.length; row++) {
      for (int at = starts[row]; at < starts[row + 1]; at++) {
        sums[row] += values[at];
      }
    }
    return sums;
  }

  double dot(int row, float[] weights) {
    double sum = 0;
    for (int at = starts[row]; at < starts[row + 1]; at++) {
      sum += (double) values[at] * weights[columns[at]];
    }
    return sum;
  }

  /** Takes rows one after another. */
  public static final class Builder {
    private final int width;
    private int[] starts = new int[16];
    private int[] columns = new int[256];
    private float[] values = new float[256];
    private int rows;
    private int size;

    /** {@code width} is how many columns there are. */
    public Builder(int width) {
      this.width = width;
    }

    /** Adds a number to the row that is being built; each column once at most. */
    public void add(int column, float value) {
      if (size == columns.length) {
        columns = Arrays.copyOf(columns, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      columns[size] = column;
      values[size++] = value;
    }

    /** Ends a row. */
    public void end() {
      rows++;
      if (rows == starts.length) {
        starts = Arrays.copyOf(starts, rows * 2);
      }
      starts[rows] = size;
    }

    public SparseRows build() {
      return new SparseRows(
          Arrays.copyOf(starts, rows + 1),
          Arrays.copyOf(columns, size),
          Arrays.copyOf(values, size),
          width);
    }
  }
}
