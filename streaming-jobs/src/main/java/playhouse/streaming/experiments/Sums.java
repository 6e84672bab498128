package playhouse.streaming.experiments;

import java.util.ArrayList;
import java.util.List;
import playhouse.contracts.experiment.Metric;
import playhouse.contracts.facts.ExperimentStatistics;
import playhouse.contracts.facts.MetricMoments;
import playhouse.warehouse.Buckets;

/** The sums of a variant in a slice, as two arrays that a state holds. */
final class Sums {
  /** Of each metric: n, y, yy, x, xx, xy. */
  private static final int NUMBERS = 6;

  /** Before those of metrics: version, exposed, crossed, closed. */
  private static final int HEAD = 4;

  private static final double MILLIS = 1000;
  private static final long[] EDGES = Buckets.edges().toArray();
  private static final Metric[] METRICS = Metric.values();

  private Sums() {}

  /** Of nobody. */
  static double[] none() {
    return new double[HEAD + NUMBERS * METRICS.length];
  }

  /** No counts of buckets. */
  static long[] noBuckets() {
    return new long[EDGES.length * quantiles()];
  }

  /** Takes a change in. */
  static void take(double[] sums, long[] buckets, Change change) {
    sums[0]++;
    sums[1] += change.exposed();
    sums[2] += change.crossed();
    sums[3] += change.closed();
    if (change.closed() == 0) {
      return;
    }
    int quantile = 0;
    for (int metric = 0; metric < METRICS.length; metric++) {
      double outcome = change.counted()[metric];
      double beside = change.counted()[METRICS.length + metric];
      if (METRICS[metric].kind() != Metric.Kind.QUANTILE) {
        add(sums, HEAD + NUMBERS * metric, outcome, beside, change.closed());
      } else {
        if (!Double.isNaN(outcome)) {
          buckets[EDGES.length * quantile + edge(outcome)] += change.closed();
          sums[HEAD + NUMBERS * metric] += change.closed();
        }
        quantile++;
      }
    }
  }

  private static void add(double[] sums, int at, double y, double x, int sign) {
    sums[at] += sign;
    sums[at + 1] += sign * y;
    sums[at + 2] += sign * y * y;
    sums[at + 3] += sign * x;
    sums[at + 4] += sign * x * x;
    sums[at + 5] += sign * x * y;
  }

  private static int edge(double seconds) {
    long edge = Buckets.edge(Math.max(0, Math.round(seconds * MILLIS)));
    int found = java.util.Arrays.binarySearch(EDGES, edge);
    return found < 0 ? EDGES.length - 1 : found;
  }

  private static int quantiles() {
    int quantiles = 0;
    for (Metric metric : METRICS) {
      quantiles += metric.kind() == Metric.Kind.QUANTILE ? 1 : 0;
    }
    return quantiles;
  }

  /** As it is told. */
  static ExperimentStatistics statistics(String key, double[] sums, long[] buckets) {
    String[] names = key.split("\\|", 3);
    List<MetricMoments> metrics = new ArrayList<>();
    int quantile = 0;
    for (int metric = 0; metric < METRICS.length; metric++) {
      boolean byBucket = METRICS[metric].kind() == Metric.Kind.QUANTILE;
      metrics.add(
          told(
              METRICS[metric],
              sums,
              HEAD + NUMBERS * metric,
              byBucket ? slice(buckets, quantile) : List.of()));
      quantile += byBucket ? 1 : 0;
    }
    return ExperimentStatistics.newBuilder()
        .setExperiment(names[0])
        .setVariant(names[1])
        .setSlice(names[2])
        .setVersion((long) sums[0])
        .setExposed((long) sums[1])
        .setCrossed((long) sums[2])
        .setClosed((long) sums[3])
        .setMetrics(metrics)
        .build();
  }

  private static MetricMoments told(Metric metric, double[] sums, int at, List<Long> buckets) {
    return MetricMoments.newBuilder()
        .setMetric(metric.text())
        .setN((long) sums[at])
        .setY(sums[at + 1])
        .setYy(sums[at + 2])
        .setX(sums[at + 3])
        .setXx(sums[at + 4])
        .setXy(sums[at + 5])
        .setBuckets(buckets)
        .build();
  }

  private static List<Long> slice(long[] buckets, int quantile) {
    List<Long> counts = new ArrayList<>(EDGES.length);
    for (int edge = 0; edge < EDGES.length; edge++) {
      counts.add(buckets[EDGES.length * quantile + edge]);
    }
    return counts;
  }
}
