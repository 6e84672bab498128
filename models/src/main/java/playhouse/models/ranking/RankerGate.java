package playhouse.models.ranking;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import playhouse.models.factory.Gate;
import playhouse.models.measure.Spread;

/**
 * Whether a ranker may serve in the place of another: what came of lists surprises it less, by a
 * margin that is no chance, of no surface more, and it puts no list in a worse order.
 */
public final class RankerGate {
  /** One-sided, 95 of a hundred. */
  private static final double SURE = 1.645;

  /** By which share the surprise has to be less. */
  private static final double MARGIN = 0.005;

  /** People of a surface; fewer say little. */
  private static final int FEWEST = 30;

  private RankerGate() {}

  /** A mean with its standard error. */
  private record Mean(double mean, double error, int count) {
    static Mean of(double[] figures) {
      Spread spread = Spread.of(figures);
      double error = spread.deviation() / Math.sqrt(Math.max(1, figures.length));
      return new Mean(spread.mean(), error, figures.length);
    }

    boolean greater() {
      return mean > SURE * error && mean > 1e-9;
    }
  }

  /**
   * Judges on showings that neither has learnt from.
   *
   * @param challenger who wants to serve
   * @param champion who serves
   * @param fading what the logarithm of the place does to the logit of a start
   */
  public static Gate.Verdict judge(
      List<Shown> holdout, RankerExam challenger, RankerExam champion, double fading) {
    double[] mine = challenger.losses();
    double[] other = champion.losses();
    double[] gain = new double[mine.length];
    double loss = 0;
    for (int i = 0; i < gain.length; i++) {
      gain[i] = other[i] - mine[i];
      loss += other[i] / gain.length;
    }
    List<String> reasons = new ArrayList<>();
    // Somebody's showings are no strangers to each other: people are compared, not showings.
    Mean people = Mean.of(perPerson(holdout, gain, one -> true));
    boolean better = people.greater() && people.mean() >= MARGIN * loss;
    reasons.add(
        String.format(
            Locale.ROOT,
            "%s: log loss less by %.4f ± %.4f of %.4f, of %d people (needed: %.1f %%, and %.3f errors)",
            better ? "better" : "not better",
            people.mean(),
            people.error(),
            loss,
            people.count(),
            100 * MARGIN,
            SURE));
    List<String> worse = worse(holdout, gain);
    reasons.addAll(worse);
    Mean order = order(challenger, champion, fading);
    boolean ordered = !new Mean(-order.mean(), order.error(), order.count()).greater();
    reasons.add(
        String.format(
            Locale.ROOT,
            "%s: of %d lists, pairs the right way round %+.4f ± %.4f",
            ordered ? "in no worse order" : "in worse order",
            order.count(),
            order.mean(),
            order.error()));
    return new Gate.Verdict(better && worse.isEmpty() && ordered, List.copyOf(reasons));
  }

  private static Mean order(RankerExam challenger, RankerExam champion, double fading) {
    Map<String, RankerExam.Order> mine = challenger.orders(fading);
    Map<String, RankerExam.Order> other = champion.orders(fading);
    double weights = mine.values().stream().mapToDouble(RankerExam.Order::weight).sum();
    double usual = weights / Math.max(1, mine.size());
    return Mean.of(
        other.entrySet().stream()
            .mapToDouble(
                each ->
                    (mine.getOrDefault(each.getKey(), each.getValue()).right()
                            - each.getValue().right())
                        / usual)
            .toArray());
  }

  private static List<String> worse(List<Shown> holdout, double[] gain) {
    List<String> worse = new ArrayList<>();
    holdout.stream()
        .map(Shown::surface)
        .distinct()
        .sorted()
        .forEach(
            surface -> {
              double[] some = perPerson(holdout, gain, one -> one.surface().equals(surface));
              Mean less = Mean.of(some);
              if (less.count() >= FEWEST
                  && new Mean(-less.mean(), less.error(), less.count()).greater()) {
                worse.add(
                    String.format(
                        Locale.ROOT,
                        "worse of surface=%s: log loss %+.4f ± %.4f",
                        surface,
                        -less.mean(),
                        less.error()));
              }
            });
    return worse;
  }

  private static double[] perPerson(
      List<Shown> holdout, double[] gain, Function<Shown, Boolean> which) {
    Map<String, double[]> sums = new LinkedHashMap<>();
    for (int i = 0; i < gain.length; i++) {
      if (which.apply(holdout.get(i))) {
        double[] sum = sums.computeIfAbsent(holdout.get(i).person(), person -> new double[2]);
        sum[0] += gain[i];
        sum[1]++;
      }
    }
    return new TreeMap<>(sums).values().stream().mapToDouble(sum -> sum[0] / sum[1]).toArray();
  }
}
