package playhouse.models.anomaly;

import java.util.Arrays;

/**
 * How likely a distance is to be as great as this one, after all that were seen: by rank, and
 * beyond the greatest few by an exponential tail fitted to them (peaks over threshold, Pickands
 * 1975).
 */
final class TailProbability {
  private static final int FEWEST = 20;
  private static final int FEWEST_PEAKS = 10;
  private static final double PEAKS = 0.02;

  /** Of a series that hardly moves, what is too small to mean anything: a share of its usual. */
  private static final double NOISE = 0.01;

  private static final double LEAST = 1e-300;

  private final double[] byAge;
  private final double[] bySize;
  private int seen;

  /**
   * Knows nothing yet.
   *
   * @param memory how many distances are remembered
   */
  TailProbability(int memory) {
    byAge = new double[memory];
    bySize = new double[memory];
  }

  /** The probability, and remembers the distance; 1 while too few were seen. */
  double of(double distance) {
    int size = Math.min(seen, byAge.length);
    double probability = size < FEWEST ? 1 : among(distance, size);
    remember(distance);
    return Math.max(LEAST, Math.min(1, probability));
  }

  private double among(double distance, int size) {
    int peaks = Math.max(FEWEST_PEAKS, (int) Math.ceil(PEAKS * size));
    double threshold = bySize[size - peaks];
    if (distance <= threshold) {
      return (size - place(distance, size) + 1.0) / (size + 1);
    }
    double excess = 0;
    for (int i = size - peaks; i < size; i++) {
      excess += bySize[i] - threshold;
    }
    double least = NOISE * Math.max(Math.abs(threshold), bySize[size / 2]) + 1e-9;
    double mean = Math.max(excess / peaks, least);
    return (double) peaks / size * Math.exp(-(distance - threshold) / mean);
  }

  private void remember(double distance) {
    int size = Math.min(seen, byAge.length);
    if (size == byAge.length) {
      int gone = place(byAge[seen % byAge.length], size);
      System.arraycopy(bySize, gone + 1, bySize, gone, size - gone - 1);
      size--;
    }
    int place = place(distance, size);
    System.arraycopy(bySize, place, bySize, place + 1, size - place);
    bySize[place] = distance;
    byAge[seen % byAge.length] = distance;
    seen++;
  }

  private int place(double distance, int size) {
    int found = Arrays.binarySearch(bySize, 0, size, distance);
    return found < 0 ? -found - 1 : found;
  }
}
