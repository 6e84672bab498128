package playhouse.models.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import playhouse.models.factory.Gate.Verdict;
import playhouse.models.measure.Spread;

/**
 * Whether a recommender may serve in the place of another, by what the same people took next:
 * another recipe has to be better by a margin that is no chance; the same recipe, learnt anew, and
 * the first of all must not be worse by more than chance. None may be slow, or worse of a slice
 * than the one that serves.
 *
 * @param margin by which NDCG@10 has to be greater
 * @param latencyMillis of a list, 99 of a hundred
 */
public record RecommenderGate(double margin, double latencyMillis) {
  /** One-sided, 95 of a hundred. */
  private static final double SURE = 1.645;

  /** Of a slice that is judged; fewer say little. */
  private static final int FEWEST = 50;

  /** A page waits for its lists. */
  public static RecommenderGate standard() {
    return new RecommenderGate(0.002, 50);
  }

  /** What a challenger is to the one that it is held against. */
  public enum Standing {
    /** Nothing serves yet. */
    FIRST,
    /** The same recipe, learnt anew. */
    RENEWED,
    /** Another recipe. */
    ANOTHER
  }

  /**
   * Whom a challenger is held against.
   *
   * @param name in words
   * @param gains of each person of the holdout
   */
  @SuppressWarnings("ArrayRecordComponent") // counted through, never compared
  public record Rival(String name, double[] gains, Standing standing) {
    boolean renewed() {
      return standing != Standing.ANOTHER;
    }
  }

  /**
   * Judges.
   *
   * @param challenger its gains of each person of the holdout
   * @param tookMillis what a list took, 99 of a hundred
   */
  public Verdict judge(Holdout holdout, double[] challenger, Rival rival, double tookMillis) {
    List<String> reasons = new ArrayList<>();
    double[] more = new double[challenger.length];
    Arrays.setAll(more, at -> challenger[at] - rival.gains()[at]);
    boolean good = rival.renewed() ? !worse(more) : better(more);
    Spread gain = Spread.of(more);
    reasons.add(
        String.format(
            Locale.ROOT,
            "%s: NDCG@10 %.4f against %.4f of %s, %+.4f ± %.4f of %d people (%s)",
            good
                ? (rival.renewed() ? "not worse" : "better")
                : (rival.renewed() ? "worse" : "not better"),
            Spread.of(challenger).mean(),
            Spread.of(rival.gains()).mean(),
            rival.name(),
            gain.mean(),
            error(more),
            more.length,
            rival.renewed()
                ? "needed: not below it by 1.645 errors"
                : String.format(Locale.ROOT, "needed: %.4f, and 1.645 errors", margin)));
    List<String> slices =
        rival.standing() == Standing.FIRST ? List.of() : worseSlices(holdout, more);
    reasons.addAll(slices);
    boolean quick = tookMillis <= latencyMillis;
    reasons.add(
        String.format(
            Locale.ROOT,
            "%s: a list takes %.1f ms at the 99th percentile (at most %.0f)",
            quick ? "quick" : "too slow",
            tookMillis,
            latencyMillis));
    return new Verdict(good && slices.isEmpty() && quick, List.copyOf(reasons));
  }

  private static List<String> worseSlices(Holdout holdout, double[] more) {
    Map<String, List<Double>> slices = new TreeMap<>();
    for (int place = 0; place < more.length; place++) {
      double one = more[place];
      holdout
          .slices(place)
          .forEach(slice -> slices.computeIfAbsent(slice, key -> new ArrayList<>()).add(one));
    }
    List<String> worse = new ArrayList<>();
    slices.forEach(
        (slice, all) -> {
          double[] numbers = all.stream().mapToDouble(Double::doubleValue).toArray();
          if (numbers.length >= FEWEST && worse(numbers)) {
            worse.add(
                String.format(
                    Locale.ROOT,
                    "worse of %s: NDCG@10 %+.4f ± %.4f",
                    slice,
                    Spread.of(numbers).mean(),
                    error(numbers)));
          }
        });
    return worse;
  }

  private boolean better(double[] more) {
    double mean = Spread.of(more).mean();
    return mean >= margin && mean > SURE * error(more);
  }

  private static boolean worse(double[] more) {
    double mean = Spread.of(more).mean();
    return more.length > 1 && mean < -1e-9 && mean < -SURE * error(more);
  }

  private static double error(double[] more) {
    return Spread.of(more).deviation() / Math.sqrt(Math.max(1, more.length));
  }
}
