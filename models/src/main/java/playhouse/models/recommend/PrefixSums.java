package playhouse.models.recommend;

import java.util.Arrays;

/**
 * SᵀS and SᵀT over all places of all histories: S says what stood before a place, fading with
 * distance, and T what stood at it.
 */
final class PrefixSums {
  /** SᵀS at [i·n + j] for j ≤ i. */
  final double[] gram;

  /** SᵀT: source i, target j at [j·n + i]. */
  final float[] targets;

  private final int size;
  private final Parameters parameters;
  private final double[] fading;
  private final double[] pairs;
  private int[] items = new int[64];
  private float[] cares = new float[64];

  /**
   * @param size how many titles there are
   */
  PrefixSums(int size, Parameters parameters) {
    this.size = size;
    this.parameters = parameters;
    this.gram = new double[size * size];
    this.targets = new float[size * size];
    int window = parameters.window();
    this.fading = new double[window + 1];
    this.pairs = new double[window + 1];
    for (int k = 0; k <= window; k++) {
      fading[k] = Math.exp(-parameters.decay() * k);
    }
    for (int k = 0; k < window; k++) {
      pairs[k + 1] = pairs[k] + fading[k] * fading[k];
    }
  }

  /** Adds every person's history, as far as its titles have a number. */
  void add(Histories histories, int[] numbers) {
    for (int person = 0; person < histories.people(); person++) {
      int length = 0;
      for (int row = histories.start(person); row < histories.end(person); row++) {
        int number = numbers[histories.title(row)];
        if (number >= 0) {
          if (length == items.length) {
            items = Arrays.copyOf(items, length * 2);
            cares = Arrays.copyOf(cares, length * 2);
          }
          items[length] = number;
          cares[length++] = parameters.care(histories.strength(row));
        }
      }
      addTargets(length);
      addPairs(length);
    }
  }

  private void addTargets(int length) {
    for (int at = 1; at < length; at++) {
      int row = items[at] * size;
      for (int from = Math.max(0, at - parameters.window()); from < at; from++) {
        targets[row + items[from]] += (float) (cares[from] * fading[at - 1 - from]);
      }
    }
  }

  /**
   * Two titles a ≤ b stand together before each of the m places that follow b within a's window;
   * the sum over those places is geometric, so each pair is added once instead of m times.
   */
  private void addPairs(int length) {
    for (int a = 0; a < length - 1; a++) {
      int lastPlace = Math.min(length - 1, a + parameters.window());
      for (int b = a; b < lastPlace; b++) {
        double amount = cares[a] * cares[b] * fading[b - a] * pairs[lastPlace - b];
        int low = Math.min(items[a], items[b]);
        int high = Math.max(items[a], items[b]);
        gram[high * size + low] += low == high && a != b ? 2 * amount : amount;
      }
    }
  }
}
