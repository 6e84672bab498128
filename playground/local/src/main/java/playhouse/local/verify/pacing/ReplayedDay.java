package playhouse.local.verify.pacing;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/**
 * A day that is lived again: people come as they do, with an evening peak and two hours in which
 * nobody can; line items are paced, and money is never paid out that is not there.
 */
final class ReplayedDay {
  static final int MINUTES = 1440;
  static final Instant BEGINS = Instant.parse("2026-11-30T00:00:00Z");
  static final Instant ENDS = BEGINS.plus(Duration.ofDays(1));

  final int items;
  final double[] budgets;
  final double[][] spent;
  final double[] came = new double[MINUTES];
  private final double[] fits;
  private final double[] prices;
  private final Random random;
  private final int outageFrom;

  /** How a minute's shares are decided. */
  interface Pacing {
    double[] shares(int minute, double[] delivered, double traffic);
  }

  ReplayedDay(int items, long seed, int outageFrom) {
    this.items = items;
    this.outageFrom = outageFrom;
    random = new Random(seed);
    budgets = new double[items];
    spent = new double[items][MINUTES];
    fits = new double[items];
    prices = new double[items];
    for (int item = 0; item < items; item++) {
      fits[item] = 0.02 + 0.4 * random.nextDouble() * random.nextDouble();
      prices[item] = 2 + 10 * random.nextDouble();
      // From a twentieth to half of what it could have.
      double could = 300_000 * fits[item] * 0.6;
      budgets[item] = could * prices[item] * (0.05 + 0.45 * random.nextDouble());
    }
  }

  /** Chances that are expected in a minute: a quiet night, a small noon, a steep evening. */
  static double expected(int minute) {
    double hour = minute / 60.0;
    double noon = 0.5 * Math.exp(-Math.pow((hour - 12.5) / 1.8, 2));
    double evening = 2.2 * Math.exp(-Math.pow((hour - 20.5) / 1.9, 2));
    return 300_000 * (0.25 + noon + evening) / 900;
  }

  /** Chances of each quarter of an hour of days like this, as noisy as what is counted. */
  double[] curve(double noise) {
    double[] counts = new double[96];
    for (int minute = 0; minute < MINUTES; minute++) {
      counts[minute / 15] += expected(minute);
    }
    for (int quarter = 0; quarter < counts.length; quarter++) {
      counts[quarter] *= Math.exp(noise * random.nextGaussian());
    }
    return counts;
  }

  /**
   * Lives it.
   *
   * @param purse whether no more is paid out than is there
   */
  void run(boolean purse, Pacing pacing) {
    double[] delivered = new double[items];
    double traffic = 1;
    double level = 0.8 + 0.4 * random.nextDouble();
    for (int minute = 0; minute < MINUTES; minute++) {
      double[] shares = pacing.shares(minute, delivered.clone(), traffic);
      boolean out = minute >= outageFrom && minute < outageFrom + 120;
      int chances = out ? 0 : poisson(expected(minute) * level);
      came[minute] = chances;
      traffic = chances / Math.max(1e-9, expected(minute));
      for (int item = 0; item < items; item++) {
        // Others win some of it, more in the evening.
        double wins = 0.75 - 0.25 * Math.exp(-Math.pow((minute / 60.0 - 20.5) / 2, 2));
        int shown = poisson(chances * fits[item] * shares[item] * wins);
        double left = purse ? Math.floor((budgets[item] - delivered[item]) / prices[item]) : shown;
        spent[item][minute] = Math.min(shown, Math.max(0, left)) * prices[item];
        delivered[item] += spent[item][minute];
      }
    }
  }

  double delivered(int item) {
    double all = 0;
    for (double one : spent[item]) {
      all += one;
    }
    return all;
  }

  /** Sum of squares of how far each minute's part of the spending is from that of the traffic. */
  double deviation() {
    double all = 0;
    double people = 0;
    for (double one : came) {
      people += one;
    }
    for (int item = 0; item < items; item++) {
      double sum = delivered(item);
      for (int minute = 0; minute < MINUTES; minute++) {
        double off = spent[item][minute] / sum - came[minute] / people;
        all += off * off;
      }
    }
    return all / items;
  }

  /** The largest part of a budget that was spent in one minute. */
  double largest() {
    double most = 0;
    for (int item = 0; item < items; item++) {
      for (double one : spent[item]) {
        most = Math.max(most, one / budgets[item]);
      }
    }
    return most;
  }

  private int poisson(double mean) {
    if (mean > 60) {
      return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double limit = Math.exp(-mean);
    int count = 0;
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }
}
