package playhouse.models.factory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import playhouse.models.measure.Delong;
import playhouse.models.measure.Spread;

/**
 * Whether a model may serve in the place of another: better on the same people by a margin that is
 * no chance, no worse of any slice, and quick enough.
 *
 * @param margin by which its area under the ROC curve has to be greater
 * @param latencyMicros of an answer, 99 of a hundred
 */
public record Gate(double margin, double latencyMicros) {
  /** One-sided, 95 of a hundred. */
  private static final double SURE = 1.645;

  /** A millisecond is what a request can spare. */
  public static Gate standard() {
    return new Gate(0.002, 1000);
  }

  /**
   * What the gate says.
   *
   * @param passed whether it may serve
   * @param reasons for that, each in a sentence
   */
  public record Verdict(boolean passed, List<String> reasons) {}

  /**
   * Judges.
   *
   * @param challenger its answers of the holdout
   * @param champion the answers of the one that serves; empty if there is none, and then it has to
   *     be better than the same answer for everybody
   * @param tookMicros what an answer took, 99 of a hundred
   */
  public Verdict judge(
      List<Example> holdout, double[] challenger, Optional<double[]> champion, double tookMicros) {
    List<String> reasons = new ArrayList<>();
    boolean[] truth = Examination.truth(holdout);
    double[] other = champion.orElseGet(() -> constant(truth));
    String rival = champion.isPresent() ? "the champion" : "one answer for all";
    Delong areas = Delong.of(challenger, other, truth);
    double gain = areas.first() - areas.second();
    boolean better = gain >= margin && areas.z() > SURE;
    reasons.add(
        String.format(
            Locale.ROOT,
            "%s: area %.4f against %.4f of %s, %+.4f ± %.4f (needed: %.4f, and %.3f errors)",
            better ? "better" : "not better",
            areas.first(),
            areas.second(),
            rival,
            gain,
            areas.error(),
            margin,
            SURE));
    List<String> worse = champion.isPresent() ? worse(holdout, challenger, other) : List.of();
    worse.forEach(slice -> reasons.add("worse of " + slice));
    boolean quick = tookMicros <= latencyMicros;
    reasons.add(
        String.format(
            Locale.ROOT,
            "%s: an answer takes %.0f µs at the 99th percentile (at most %.0f)",
            quick ? "quick" : "too slow",
            tookMicros,
            latencyMicros));
    return new Verdict(better && worse.isEmpty() && quick, List.copyOf(reasons));
  }

  /** Slices whose log loss is greater by more than chance. */
  private static List<String> worse(List<Example> holdout, double[] mine, double[] other) {
    boolean[] truth = Examination.truth(holdout);
    List<String> worse = new ArrayList<>();
    Examination.slices(holdout)
        .forEach(
            (slice, rows) -> {
              double[] more =
                  rows.stream()
                      .mapToDouble(
                          row -> loss(mine[row], truth[row]) - loss(other[row], truth[row]))
                      .toArray();
              double mean = Arrays.stream(more).average().orElse(0);
              double error = Spread.of(more).deviation() / Math.sqrt(more.length);
              if (mean > SURE * error && mean > 1e-9) {
                worse.add(
                    String.format(Locale.ROOT, "%s: log loss %+.4f ± %.4f", slice, mean, error));
              }
            });
    return worse;
  }

  private static double loss(double answer, boolean came) {
    return -Math.log(Math.max(1e-12, came ? answer : 1 - answer));
  }

  private static double[] constant(boolean[] truth) {
    return new double[truth.length];
  }
}
