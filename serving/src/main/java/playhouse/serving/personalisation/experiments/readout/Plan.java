package playhouse.serving.personalisation.experiments.readout;

import java.util.List;

/**
 * How an experiment is to be read.
 *
 * @param variants the control first
 * @param shares of people wanted, in the same order, which add up to 1
 * @param metric that it is judged by
 * @param alpha how often the interval of that may ever be wrong, over all variants
 * @param people of each variant at which intervals are to be tightest
 */
public record Plan(
    String experiment,
    List<String> variants,
    List<Double> shares,
    String metric,
    double alpha,
    long people) {

  /** Each variant is compared with the control: of so many one may be wrong. */
  public double alphaOfOne() {
    return alpha / (variants.size() - 1);
  }
}
