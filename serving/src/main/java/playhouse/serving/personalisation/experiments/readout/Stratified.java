package playhouse.serving.personalisation.experiments.readout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import playhouse.contracts.experiment.Metric;
import playhouse.contracts.facts.ExperimentStatistics;
import playhouse.contracts.facts.MetricMoments;
import playhouse.models.experiment.Boundary;
import playhouse.models.experiment.Effect;
import playhouse.models.experiment.Moments;
import playhouse.models.experiment.Strata;

/** What the experiment is judged by, as if every variant's people were in the same slices. */
final class Stratified {
  /** How its lines say that they are of this kind; the attribute follows. */
  static final String METHOD = "stratified by ";

  private Stratified() {}

  /** One line for each attribute and variant; none where the metric is no mean. */
  static List<Readout.Line> of(Plan plan, Map<String, Map<String, ExperimentStatistics>> bySlice) {
    Metric metric = Metric.named(plan.metric()).orElse(Metric.TIME_SPENT);
    if (metric.kind() != Metric.Kind.MEAN && metric.kind() != Metric.Kind.SHARE) {
      return List.of();
    }
    // By attribute, then variant, then slice.
    Map<String, Map<String, Map<String, Moments>>> strata = new TreeMap<>();
    bySlice.forEach(
        (slice, variants) -> {
          int sign = slice.indexOf('=');
          if (sign > 0) {
            variants.forEach(
                (variant, one) ->
                    strata
                        .computeIfAbsent(slice.substring(0, sign), unused -> new HashMap<>())
                        .computeIfAbsent(variant, unused -> new HashMap<>())
                        .put(slice, moments(one, plan.metric())));
          }
        });
    List<Readout.Line> lines = new ArrayList<>();
    strata.forEach((attribute, arms) -> lines.addAll(of(plan, metric, attribute, arms)));
    return lines;
  }

  private static List<Readout.Line> of(
      Plan plan, Metric metric, String attribute, Map<String, Map<String, Moments>> arms) {
    Map<String, Moments> all = new HashMap<>();
    arms.values().forEach(arm -> arm.forEach((slice, one) -> all.merge(slice, one, Moments::plus)));
    Boundary boundary = Boundary.tightestAt(plan.alphaOfOne(), 2.0 * plan.people());
    Map<String, Moments> control = arms.getOrDefault(plan.variants().get(0), Map.of());
    List<Readout.Line> lines = new ArrayList<>();
    for (String variant : plan.variants().subList(1, plan.variants().size())) {
      Effect effect =
          Effect.of(
              Strata.of(control, all),
              Strata.of(arms.getOrDefault(variant, Map.of()), all),
              boundary);
      lines.add(
          new Readout.Line(
              plan.metric(), metric.kpi(), Readout.ALL, variant, METHOD + attribute, effect));
    }
    return lines;
  }

  private static Moments moments(ExperimentStatistics one, String metric) {
    for (MetricMoments moments : one.getMetrics()) {
      if (moments.getMetric().equals(metric)) {
        return Comparison.moments(moments);
      }
    }
    return Moments.NONE;
  }
}
