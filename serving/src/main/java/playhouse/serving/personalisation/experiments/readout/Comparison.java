package playhouse.serving.personalisation.experiments.readout;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import playhouse.contracts.experiment.Metric;
import playhouse.contracts.facts.MetricMoments;
import playhouse.models.experiment.Boundary;
import playhouse.models.experiment.Cuped;
import playhouse.models.experiment.Effect;
import playhouse.models.experiment.Mean;
import playhouse.models.experiment.Moments;
import playhouse.models.experiment.Proportion;
import playhouse.models.experiment.Quantile;
import playhouse.warehouse.Buckets;

/** One metric of one slice, variants beside the control. */
final class Comparison {
  private static final double MILLIS = 1000;
  private static final double[] EDGES =
      Buckets.edges().mapToDouble(edge -> edge / MILLIS).toArray();

  /** Planned for fewer people a share is read exactly: the normal interval does not hold yet. */
  private static final long FEW = 1_000;

  private final Plan plan;
  private final Metric.Kind kind;
  private final String kpi;
  private final double quantile;
  private final Map<String, MetricMoments> arms;
  private final Boundary boundary;
  private final Cuped cuped;

  /** A metric that this program does not know is read as a plain mean. */
  Comparison(Plan plan, String metric, Map<String, MetricMoments> arms) {
    Optional<Metric> known = Metric.named(metric);
    this.plan = plan;
    this.kind = known.map(Metric::kind).orElse(Metric.Kind.MEAN);
    this.kpi = known.map(Metric::kpi).orElse("");
    this.quantile = known.map(Metric::quantile).orElse(0.5);
    this.arms = arms;
    this.boundary = Boundary.tightestAt(plan.alphaOfOne(), 2.0 * plan.people());
    this.cuped = Cuped.of(arms.values().stream().map(Comparison::moments).toList());
  }

  String kpi() {
    return kpi;
  }

  /** How it is read. */
  String method() {
    return switch (kind) {
      case RATIO -> "ratio";
      case QUANTILE -> "quantile";
      case SHARE -> isFew() ? "share" : mean();
      case MEAN -> mean();
    };
  }

  /** Empty if one of both is not there. */
  Optional<Effect> of(String variant) {
    MetricMoments control = arms.get(plan.variants().get(0));
    MetricMoments treatment = arms.get(variant);
    if (control == null || treatment == null) {
      return Optional.empty();
    }
    Moments before = moments(control);
    Moments after = moments(treatment);
    return Optional.of(
        switch (kind) {
          case RATIO -> Effect.of(Mean.ratio(before), Mean.ratio(after), boundary);
          case QUANTILE -> quantiles(control, treatment);
          case SHARE ->
              isFew()
                  ? Proportion.difference(before, after, plan.alphaOfOne())
                  : Effect.of(cuped.adjusted(before), cuped.adjusted(after), boundary);
          case MEAN -> Effect.of(cuped.adjusted(before), cuped.adjusted(after), boundary);
        });
  }

  private Effect quantiles(MetricMoments control, MetricMoments treatment) {
    return Quantile.difference(
        EDGES, counts(control), counts(treatment), quantile, plan.alphaOfOne());
  }

  private static long[] counts(MetricMoments arm) {
    long[] counts = new long[EDGES.length];
    List<Long> buckets = arm.getBuckets();
    for (int edge = 0; edge < Math.min(counts.length, buckets.size()); edge++) {
      counts[edge] = buckets.get(edge);
    }
    return counts;
  }

  /** By what was planned, not by who came: whoever chose by that would be wrong twice as often. */
  private boolean isFew() {
    return plan.people() < FEW;
  }

  private String mean() {
    return cuped.theta() == 0 ? "mean" : "cuped";
  }

  static Moments moments(MetricMoments arm) {
    return new Moments(arm.getN(), arm.getY(), arm.getYy(), arm.getX(), arm.getXx(), arm.getXy());
  }
}
