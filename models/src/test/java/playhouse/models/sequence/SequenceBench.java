package playhouse.models.sequence;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import playhouse.testbed.Bench;

/**
 * Measures on one thread how long it takes to score 50 000 items after a history of 200: {@code
 * [--json]}. Ends 1 if the limit is missed.
 */
final class SequenceBench {
  private static final int ITEMS = 50_000;
  private static final int LENGTH = 200;
  private static final double MOST_MILLIS = 5;

  private SequenceBench() {}

  public static void main(String[] arguments) {
    Dimensions is = Dimensions.of(ITEMS);
    SequenceModel model = new SequenceModel(is, Checkpoint.first(is, 20261130).weights());
    Random random = new Random(20261130);
    measure(model, random, 1500);
    long[] nanos = measure(model, random, 2000);
    Arrays.sort(nanos);
    double p50 = nanos[nanos.length / 2] / 1e6;
    double p99 = nanos[nanos.length * 99 / 100] / 1e6;
    System.err.printf(
        Locale.ROOT, "%d items after %d: p50 %.3f ms, p99 %.3f ms%n", ITEMS, LENGTH, p50, p99);
    Bench bench = new Bench("sequence", arguments);
    bench.atMost("p99 of a scoring", p99, "ms", MOST_MILLIS);
    System.exit(bench.status());
  }

  private static long[] measure(SequenceModel model, Random random, int times) {
    long[] nanos = new long[times];
    for (int time = 0; time < times; time++) {
      int[] history = random.ints(LENGTH, 0, ITEMS).toArray();
      long before = System.nanoTime();
      model.scores(history);
      nanos[time] = System.nanoTime() - before;
    }
    return nanos;
  }
}
