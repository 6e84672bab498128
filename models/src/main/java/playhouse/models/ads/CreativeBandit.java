package playhouse.models.ads;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import playhouse.models.offpolicy.Beta;

/** Which of several creatives to show: Thompson sampling over how often each was followed. */
public final class CreativeBandit {
  private final Map<String, Counts> counts = new ConcurrentHashMap<>();

  private record Counts(long yes, long all) {
    Counts plus(boolean one) {
      return new Counts(yes + (one ? 1 : 0), all + 1);
    }
  }

  /** What came of showing one. */
  public void learn(String creative, boolean yes) {
    counts.merge(creative, new Counts(yes ? 1 : 0, 1), (old, one) -> old.plus(yes));
  }

  /**
   * The place in the list of the one to show; the same for the same random number.
   *
   * @param creatives at least one
   * @param random 0 to 1
   */
  public int choose(List<String> creatives, double random) {
    Beta beta = new Beta(new Random(Double.doubleToLongBits(random)));
    int best = 0;
    double most = -1;
    for (int at = 0; at < creatives.size(); at++) {
      Counts known = counts.getOrDefault(creatives.get(at), new Counts(0, 0));
      double drawn = beta.draw(1.0 + known.yes(), 1.0 + known.all() - known.yes());
      if (drawn > most) {
        most = drawn;
        best = at;
      }
    }
    return best;
  }
}
