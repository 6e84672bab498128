package playhouse.models.measure;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import playhouse.models.files.Doubles;

/** How some numbers lie: their shares in buckets that were cut at tenths, and of missing ones. */
public final class Shape {
  private static final int BUCKETS = 10;

  /** Of a share, so that an empty bucket can be compared. */
  private static final double LEAST = 1e-4;

  /** Least number of each bucket but the first, ascending, each once. */
  private final double[] edges;

  /** Of each bucket, and at the end of what is missing. */
  private final double[] shares;

  private Shape(double[] edges, double[] shares) {
    this.edges = edges;
    this.shares = shares;
  }

  /** Cuts at these numbers' own tenths; NaN is missing. */
  public static Shape of(double[] numbers) {
    double[] sorted = Arrays.stream(numbers).filter(n -> !Double.isNaN(n)).sorted().toArray();
    double[] edges = new double[BUCKETS - 1];
    for (int tenth = 1; tenth < BUCKETS && sorted.length > 0; tenth++) {
      edges[tenth - 1] = sorted[(int) ((long) sorted.length * tenth / BUCKETS)];
    }
    double[] distinct =
        sorted.length == 0 ? new double[0] : Arrays.stream(edges).distinct().toArray();
    return new Shape(distinct, shares(distinct, numbers));
  }

  /** The population stability index of other numbers against these: 0 if they lie the same. */
  public double index(double[] others) {
    double[] other = shares(edges, others);
    double index = 0;
    for (int bucket = 0; bucket < shares.length; bucket++) {
      double was = Math.max(LEAST, shares[bucket]);
      double is = Math.max(LEAST, other[bucket]);
      index += (is - was) * Math.log(is / was);
    }
    return index;
  }

  /**
   * What the index comes to on average though nothing changed.
   *
   * @param before how many numbers this is the shape of
   * @param now how many are compared
   */
  public double chance(long before, long now) {
    return edges.length * (1.0 / Math.max(1, before) + 1.0 / Math.max(1, now));
  }

  public void write(DataOutput out) throws IOException {
    Doubles.write(edges, out);
    Doubles.write(shares, out);
  }

  public static Shape read(DataInput in) throws IOException {
    return new Shape(Doubles.read(in), Doubles.read(in));
  }

  private static double[] shares(double[] edges, double[] numbers) {
    double[] shares = new double[edges.length + 2];
    for (double number : numbers) {
      shares[bucket(edges, number)]++;
    }
    for (int bucket = 0; bucket < shares.length; bucket++) {
      shares[bucket] /= Math.max(1, numbers.length);
    }
    return shares;
  }

  private static int bucket(double[] edges, double number) {
    if (Double.isNaN(number)) {
      return edges.length + 1;
    }
    int found = Arrays.binarySearch(edges, number);
    return found >= 0 ? found + 1 : -found - 1;
  }
}
