package playhouse.models.preference;

import java.util.ArrayList;
import java.util.List;
import playhouse.models.calibrate.Platt;
import playhouse.models.measure.CalibrationError;
import playhouse.models.measure.LogLoss;

/**
 * How likely somebody is to take something up within a week, by the weeks in which they did: their
 * weeks fade by half in eight, some weeks of everybody are added, and a logistic curve makes it
 * agree with what came in the last week.
 *
 * <p>Weeks are bits of a number: bit 0 is the newest whole week, bit 1 the one before.
 */
public record TakeUp(Platt curve, Quality quality) {
  /** Weeks that are looked at; those before do not count. */
  public static final int WEEKS = 26;

  private static final double HALF_LIFE = 8;

  /** So many weeks of everybody are added to somebody's. */
  private static final double DOUBT = 4;

  private static final double LEAST = 1e-6;

  /**
   * Somebody and something.
   *
   * @param weeks in which they took it up, as bits
   * @param known weeks since they were first seen, 1 at least
   * @param share of everybody's weeks in which it was taken up
   */
  public record Habit(long weeks, int known, double share) {
    /** The same a week earlier. */
    private Habit before() {
      return new Habit(weeks >>> 1, known - 1, share);
    }
  }

  /**
   * How good it was on the half of people whose last week it had not seen; the naive word is the
   * share of everybody.
   */
  public record Quality(int pairs, double ece, double logLoss, double naiveLogLoss) {
    /** Of nobody. */
    public static final Quality NONE = new Quality(0, 0, 0, 0);
  }

  /**
   * Learns from what came in the last week; half of the people teach the curve that judges the
   * others, all teach the one that is kept.
   *
   * @param people of each, what they may take up; those first seen in the last week teach nothing
   */
  public static TakeUp learn(List<List<Habit>> people) {
    List<Habit> even = new ArrayList<>();
    List<Habit> odd = new ArrayList<>();
    for (int person = 0; person < people.size(); person++) {
      List<Habit> half = person % 2 == 0 ? even : odd;
      people.get(person).stream().filter(habit -> habit.known() > 1).forEach(half::add);
    }
    List<Habit> all = new ArrayList<>(even);
    all.addAll(odd);
    return new TakeUp(fit(all), quality(fit(even), odd));
  }

  private static Platt fit(List<Habit> habits) {
    return habits.isEmpty() ? new Platt(1, 0) : Platt.fit(scores(habits), truth(habits));
  }

  private static Quality quality(Platt curve, List<Habit> held) {
    if (held.isEmpty()) {
      return Quality.NONE;
    }
    double[] told = curve.of(scores(held));
    double[] naive = held.stream().mapToDouble(habit -> within(habit.share())).toArray();
    boolean[] truth = truth(held);
    return new Quality(
        told.length,
        CalibrationError.of(told, truth),
        LogLoss.of(told, truth),
        LogLoss.of(naive, truth));
  }

  private static double[] scores(List<Habit> habits) {
    return habits.stream().mapToDouble(habit -> score(habit.before())).toArray();
  }

  private static boolean[] truth(List<Habit> habits) {
    boolean[] truth = new boolean[habits.size()];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = (habits.get(i).weeks() & 1) == 1;
    }
    return truth;
  }

  /** How likely they take it up in the week to come, 0 to 1. */
  public double of(Habit habit) {
    return curve.of(score(habit));
  }

  /** The logit of the faded share of weeks. */
  private static double score(Habit habit) {
    double took = DOUBT * habit.share();
    double weeks = DOUBT;
    for (int week = 0; week < Math.min(WEEKS, habit.known()); week++) {
      double weight = Math.pow(.5, week / HALF_LIFE);
      weeks += weight;
      took += (habit.weeks() >>> week & 1) * weight;
    }
    double share = within(took / weeks);
    return Math.log(share / (1 - share));
  }

  private static double within(double share) {
    return Math.min(1 - LEAST, Math.max(LEAST, share));
  }
}
