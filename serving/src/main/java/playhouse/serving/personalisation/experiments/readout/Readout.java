package playhouse.serving.personalisation.experiments.readout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import playhouse.contracts.facts.ExperimentStatistics;
import playhouse.contracts.facts.MetricMoments;
import playhouse.models.experiment.Effect;
import playhouse.models.experiment.SampleRatio;

/**
 * What an experiment shows so far.
 *
 * @param exposed people by variant
 * @param closed those of them whose window is closed, who are counted
 * @param crossed people who met more than one variant, and are not counted
 * @param shares whether people came in the shares that were wanted; empty if nobody came
 * @param effects of each variant beside the control, by slice and metric
 */
public record Readout(
    String experiment,
    Map<String, Long> exposed,
    Map<String, Long> closed,
    long crossed,
    Optional<SampleRatio> shares,
    List<Line> effects) {
  /** The slice that everybody is in. */
  public static final String ALL = "all";

  /**
   * One variant beside the control.
   *
   * @param kpi that the metric is a person's part of; empty if it is not known here
   * @param method how it was read: mean, cuped, ratio, share, quantile, or stratified by an
   *     attribute
   */
  public record Line(
      String metric, String kpi, String slice, String variant, String method, Effect effect) {}

  /** Reads all of it. */
  public static Readout of(Plan plan, Map<String, Map<String, ExperimentStatistics>> bySlice) {
    Map<String, ExperimentStatistics> all = bySlice.getOrDefault(ALL, Map.of());
    Map<String, Long> exposed = new LinkedHashMap<>();
    Map<String, Long> closed = new LinkedHashMap<>();
    long crossed = 0;
    for (String variant : plan.variants()) {
      ExperimentStatistics one = all.get(variant);
      exposed.put(variant, one == null ? 0L : one.getExposed());
      closed.put(variant, one == null ? 0L : one.getClosed());
      crossed += one == null ? 0 : one.getCrossed();
    }
    List<Line> lines = new ArrayList<>();
    bySlice.forEach((slice, variants) -> read(plan, slice, variants, lines));
    lines.addAll(Stratified.of(plan, bySlice));
    return new Readout(
        plan.experiment(), exposed, closed, crossed, ratio(plan, exposed), List.copyOf(lines));
  }

  /** The line of everybody. */
  public Optional<Effect> effect(String metric, String variant) {
    return effects.stream()
        .filter(line -> line.slice().equals(ALL) && !line.method().startsWith(Stratified.METHOD))
        .filter(line -> line.metric().equals(metric) && line.variant().equals(variant))
        .map(Line::effect)
        .findFirst();
  }

  private static Optional<SampleRatio> ratio(Plan plan, Map<String, Long> exposed) {
    long[] counts = exposed.values().stream().mapToLong(Long::longValue).toArray();
    double[] shares = plan.shares().stream().mapToDouble(Double::doubleValue).toArray();
    long people = 0;
    for (long count : counts) {
      people += count;
    }
    return people == 0 ? Optional.empty() : Optional.of(SampleRatio.of(counts, shares));
  }

  private static void read(
      Plan plan, String slice, Map<String, ExperimentStatistics> variants, List<Line> lines) {
    Map<String, Map<String, MetricMoments>> byMetric = new LinkedHashMap<>();
    variants.forEach(
        (variant, one) ->
            one.getMetrics()
                .forEach(
                    moments ->
                        byMetric
                            .computeIfAbsent(moments.getMetric(), unused -> new HashMap<>())
                            .put(variant, moments)));
    byMetric.forEach(
        (metric, arms) -> {
          Comparison comparison = new Comparison(plan, metric, arms);
          for (String variant : plan.variants().subList(1, plan.variants().size())) {
            comparison
                .of(variant)
                .ifPresent(
                    effect ->
                        lines.add(
                            new Line(
                                metric,
                                comparison.kpi(),
                                slice,
                                variant,
                                comparison.method(),
                                effect)));
          }
        });
  }
}
