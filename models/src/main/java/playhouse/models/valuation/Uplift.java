package playhouse.models.valuation;

import java.util.Collection;
import java.util.List;

/**
 * How many more stayed of those who watched a title than of those who did not: the mean difference,
 * and the deviation that it is known to.
 *
 * @param watchers people's weeks that it was measured on; 0 if it is only a guess by other titles
 */
public record Uplift(double mean, double deviation, long watchers) {
  /** A normal distribution holds nine in ten within so many deviations. */
  private static final double NINE_IN_TEN = 1.6449;

  /**
   * People of one kind in one week: how many watched the title and how many of them stayed, and the
   * same of all of the kind, watchers among them.
   */
  public record Stratum(long watched, long watchedStayed, long all, long allStayed) {}

  public double low() {
    return Math.max(-1, mean - NINE_IN_TEN * deviation);
  }

  public double high() {
    return Math.min(1, mean + NINE_IN_TEN * deviation);
  }

  /**
   * Watchers against those of the same kind in the same week who did not watch it. Shares are of
   * one more who stayed and one more who left, so that none is certain; strata with nobody to
   * compare with do not count.
   */
  public static Uplift of(List<Stratum> strata) {
    double difference = 0;
    double variance = 0;
    long watchers = 0;
    for (Stratum one : strata) {
      long others = one.all() - one.watched();
      if (one.watched() > 0 && others > 0) {
        double theirs = (one.allStayed() - one.watchedStayed() + 1.0) / (others + 2.0);
        double ours = (one.watchedStayed() + 1.0) / (one.watched() + 2.0);
        difference += one.watchedStayed() - one.watched() * theirs;
        variance += one.watched() * ours * (1 - ours);
        variance += (double) one.watched() * one.watched() * theirs * (1 - theirs) / others;
        watchers += one.watched();
      }
    }
    return watchers == 0
        ? new Uplift(0, 1, 0)
        : new Uplift(difference / watchers, Math.sqrt(variance) / watchers, watchers);
  }

  /**
   * What is to be believed of a title of which nothing is known, by all that were measured: the
   * mean, and how titles differ beyond chance (DerSimonian and Laird).
   */
  static Uplift prior(Collection<Uplift> measured) {
    List<Uplift> some = measured.stream().filter(uplift -> uplift.watchers() > 0).toList();
    if (some.size() < 2) {
      return new Uplift(0, some.isEmpty() ? 0 : some.get(0).deviation(), 0);
    }
    double weights = 0;
    double squares = 0;
    double sum = 0;
    for (Uplift one : some) {
      double weight = 1 / (one.deviation() * one.deviation());
      weights += weight;
      squares += weight * weight;
      sum += weight * one.mean();
    }
    double mean = sum / weights;
    double q = 0;
    for (Uplift one : some) {
      q += (one.mean() - mean) * (one.mean() - mean) / (one.deviation() * one.deviation());
    }
    double between = Math.max(0, (q - (some.size() - 1)) / (weights - squares / weights));
    return new Uplift(mean, Math.sqrt(between + 1 / weights), 0);
  }

  /** Held towards what is to be believed of any title, the more the less it is known. */
  Uplift towards(Uplift prior) {
    if (watchers == 0 || prior.deviation() == 0) {
      return watchers == 0 ? prior : this;
    }
    double own = 1 / (deviation * deviation);
    double others = 1 / (prior.deviation() * prior.deviation());
    return new Uplift(
        (own * mean + others * prior.mean()) / (own + others),
        Math.sqrt(1 / (own + others)),
        watchers);
  }
}
