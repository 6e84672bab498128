package playhouse.models.calibrate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.stream.IntStream;
import playhouse.models.files.Doubles;

/**
 * How sure a probability is: of rows not seen that were given about as much, the interval in which
 * the share that came true lies nine times of ten (Wilson's).
 */
public final class Bands {
  private static final int MOST = 20;
  private static final int FEWEST_ROWS = 50;

  /** Of the normal distribution, for nine in ten. */
  private static final double Z = 1.6448536269514722;

  private final double[] from;
  private final double[] low;
  private final double[] high;

  private Bands(double[] from, double[] low, double[] high) {
    this.from = from;
    this.low = low;
    this.high = high;
  }

  /** An interval within 0 and 1. */
  public record Interval(double low, double high) {}

  /** Bands of about equally many rows. */
  public static Bands of(double[] probabilities, boolean[] truth) {
    int[] order =
        IntStream.range(0, probabilities.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> probabilities[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    int count = Math.max(1, Math.min(MOST, order.length / FEWEST_ROWS));
    Bands bands = new Bands(new double[count], new double[count], new double[count]);
    for (int band = 0; band < count; band++) {
      int begin = (int) ((long) order.length * band / count);
      int end = (int) ((long) order.length * (band + 1) / count);
      double yes = 0;
      for (int at = begin; at < end; at++) {
        yes += truth[order[at]] ? 1 : 0;
      }
      bands.from[band] = band == 0 ? 0 : probabilities[order[begin]];
      bands.put(band, yes, Math.max(1, end - begin));
    }
    return bands;
  }

  /** The interval of a probability; it holds the probability itself. */
  public Interval around(double probability) {
    int band = 0;
    while (band + 1 < from.length && from[band + 1] <= probability) {
      band++;
    }
    return new Interval(Math.min(low[band], probability), Math.max(high[band], probability));
  }

  public void write(DataOutput out) throws IOException {
    Doubles.write(from, out);
    Doubles.write(low, out);
    Doubles.write(high, out);
  }

  public static Bands read(DataInput in) throws IOException {
    return new Bands(Doubles.read(in), Doubles.read(in), Doubles.read(in));
  }

  private void put(int band, double yes, double rows) {
    double share = yes / rows;
    double scale = 1 + Z * Z / rows;
    double middle = (share + Z * Z / (2 * rows)) / scale;
    double half = Z * Math.sqrt(share * (1 - share) / rows + Z * Z / (4 * rows * rows)) / scale;
    low[band] = Math.max(0, middle - half);
    high[band] = Math.min(1, middle + half);
  }
}
