package playhouse.models.anomaly;

import java.util.Arrays;

/**
 * Tells how unusual the next number of a series is: its distances from the level of late, from the
 * number before, from its season and of the short mean from the long one, each by how likely it is
 * to be so great; the least likely counts. It learns as it goes and looks at nothing that comes
 * later.
 */
public final class AnomalyDetector {
  /** Score from which on a number is called unusual: once in ten thousand. */
  public static final double UNUSUAL = 4.0 / 15;

  private static final double MOST_DIGITS = 15;
  private static final int MEMORY = 4_000;
  private static final int LONG = 150;
  private static final int SHORT = 10;
  private static final int FEWEST = 10;

  /** A season this long may come one step early or late. */
  private static final int LONG_SEASON = 24;

  private final int season;
  private final double[] past;
  private final double[] told;
  private final TailProbability level = new TailProbability(MEMORY);
  private final TailProbability jump = new TailProbability(MEMORY);
  private final TailProbability shift = new TailProbability(MEMORY);
  private final TailProbability seasonal = new TailProbability(MEMORY);
  private int seen;

  /**
   * Knows nothing yet.
   *
   * @param season after how many numbers a pattern comes again; 1 for none
   * @param quiet numbers after an unusual one during which only a more unusual one is told
   */
  public AnomalyDetector(int season, int quiet) {
    this.season = season;
    this.past = new double[Math.max(season + 2, LONG + SHORT + 1)];
    this.told = new double[quiet];
  }

  /** How unusual the number is, from 0 to 1; one that is no number is not unusual. */
  public double score(double value) {
    if (!Double.isFinite(value)) {
      return 0;
    }
    past[seen % past.length] = value;
    seen++;
    double least = Math.min(Math.min(level(value), jump(value)), Math.min(shift(), season(value)));
    double score = Math.min(1, -Math.log10(least) / MOST_DIGITS);
    double before = Arrays.stream(told).max().orElse(0);
    told[seen % told.length] = score;
    return score > before ? score : 0;
  }

  private double level(double value) {
    double[] late = late(LONG, 1);
    return late.length < FEWEST ? 1 : level.of(Math.abs(value - median(late)));
  }

  private double jump(double value) {
    return seen < 2 ? 1 : jump.of(Math.abs(value - ago(1)));
  }

  private double shift() {
    double[] before = late(LONG, SHORT);
    return before.length < FEWEST ? 1 : shift.of(Math.abs(mean(late(SHORT, 0)) - mean(before)));
  }

  private double season(double value) {
    int slack = season >= LONG_SEASON ? 1 : 0;
    if (season < 2 || seen <= season + slack) {
      return 1;
    }
    double least = Double.MAX_VALUE;
    for (int ago = season - slack; ago <= season + slack; ago++) {
      least = Math.min(least, Math.abs(value - ago(ago)));
    }
    return seasonal.of(least);
  }

  private double ago(int steps) {
    return past[(seen - 1 - steps) % past.length];
  }

  /** Up to so many numbers, without the newest few. */
  private double[] late(int most, int without) {
    double[] late = new double[Math.max(0, Math.min(most, seen - without))];
    for (int i = 0; i < late.length; i++) {
      late[i] = ago(without + i);
    }
    return late;
  }

  private static double mean(double[] numbers) {
    return Arrays.stream(numbers).sum() / numbers.length;
  }

  private static double median(double[] numbers) {
    Arrays.sort(numbers);
    int middle = numbers.length / 2;
    return numbers.length % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2;
  }
}
