package playhouse.local.verify.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import playhouse.contracts.facts.ExperimentStatistics;
import playhouse.contracts.facts.MetricMoments;

/** Simulated people of one variant in one slice: each has as many outcomes as there are metrics. */
final class Arm {
  private final String experiment;
  private final String variant;
  private final String slice;
  private final double mean;
  private final double[] y;
  private final double[] yy;
  private long people;

  /**
   * Of nobody yet.
   *
   * @param mean of outcomes, which are exponential: mostly small, sometimes large
   */
  Arm(String experiment, String variant, String slice, double mean, int metrics) {
    this.experiment = experiment;
    this.variant = variant;
    this.slice = slice;
    this.mean = mean;
    this.y = new double[metrics];
    this.yy = new double[metrics];
  }

  /** So many more come. */
  void come(int more, Random random) {
    for (int person = 0; person < more; person++) {
      for (int metric = 0; metric < y.length; metric++) {
        double outcome = -mean * Math.log(1 - random.nextDouble());
        y[metric] += outcome;
        yy[metric] += outcome * outcome;
      }
    }
    people += more;
  }

  double mean(int metric) {
    return y[metric] / people;
  }

  /** Variance of that mean. */
  double error(int metric) {
    return (yy[metric] / people - mean(metric) * mean(metric)) / people;
  }

  ExperimentStatistics told() {
    List<MetricMoments> metrics = new ArrayList<>();
    for (int metric = 0; metric < y.length; metric++) {
      metrics.add(
          MetricMoments.newBuilder()
              .setMetric(name(metric))
              .setN(people)
              .setY(y[metric])
              .setYy(yy[metric])
              .setX(0)
              .setXx(0)
              .setXy(0)
              .setBuckets(List.of())
              .build());
    }
    return ExperimentStatistics.newBuilder()
        .setExperiment(experiment)
        .setVariant(variant)
        .setSlice(slice)
        .setVersion(people)
        .setExposed(people)
        .setClosed(people)
        .setCrossed(0)
        .setMetrics(metrics)
        .build();
  }

  /** One that serving does not know is read as a plain mean. */
  static String name(int metric) {
    return "simulated-" + metric;
  }
}
