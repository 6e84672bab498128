package playhouse.models.tabular;

import java.util.Arrays;
import java.util.List;

/** Rows of numbers, one after another; NaN is a number that is missing. */
final class Matrix {
  final float[] values;
  final int rows;
  final int columns;

  Matrix(float[] values, int rows, int columns) {
    this.values = values;
    this.rows = rows;
    this.columns = columns;
  }

  /** Rows of equal width. */
  static Matrix of(List<float[]> rows, int columns) {
    float[] values = new float[rows.size() * columns];
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(rows.get(row), 0, values, row * columns, columns);
    }
    return new Matrix(values, rows.size(), columns);
  }

  float at(int row, int column) {
    return values[row * columns + column];
  }

  /** The numbers of one row. */
  float[] row(int row) {
    return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
  }

  /** The rows of these numbers, in this order. */
  Matrix rows(int[] chosen) {
    float[] some = new float[chosen.length * columns];
    for (int at = 0; at < chosen.length; at++) {
      System.arraycopy(values, chosen[at] * columns, some, at * columns, columns);
    }
    return new Matrix(some, chosen.length, columns);
  }
}
