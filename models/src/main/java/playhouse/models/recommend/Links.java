package playhouse.models.recommend;

import java.util.Arrays;

/** Weights from titles to titles, a row for each title, held compactly. */
final class Links {
  /** Where each row starts, and the end of the last. */
  final int[] starts;

  /** The titles pointed to, ascending within a row. */
  final int[] columns;

  /** How strongly. */
  final float[] weights;

  Links(int[] starts, int[] columns, float[] weights) {
    this.starts = starts;
    this.columns = columns;
    this.weights = weights;
  }

  /** How many titles may point to others. */
  int rows() {
    return starts.length - 1;
  }

  boolean hasRow(int row) {
    return starts[row + 1] > starts[row];
  }

  /** Adds a row's weights, times the factor, to the scores. */
  void scatter(int row, float factor, float[] scores) {
    int end = starts[row + 1];
    for (int i = starts[row]; i < end; i++) {
      scores[columns[i]] += factor * weights[i];
    }
  }

  /** The weight between two titles; 0 if there is none. */
  float weight(int row, int column) {
    int place = Arrays.binarySearch(columns, starts[row], starts[row + 1], column);
    return place < 0 ? 0 : weights[place];
  }

  /** The links that matter beside others: those where the others know one of the two not. */
  Links beside(Links others, float factor) {
    int[] fewerStarts = new int[starts.length];
    int[] fewerColumns = new int[columns.length];
    float[] scaled = new float[columns.length];
    int size = 0;
    for (int row = 0; row < rows(); row++) {
      for (int i = starts[row]; i < starts[row + 1]; i++) {
        if (!others.hasRow(row) || !others.hasRow(columns[i])) {
          fewerColumns[size] = columns[i];
          scaled[size++] = factor * weights[i];
        }
      }
      fewerStarts[row + 1] = size;
    }
    return new Links(fewerStarts, Arrays.copyOf(fewerColumns, size), Arrays.copyOf(scaled, size));
  }
}
