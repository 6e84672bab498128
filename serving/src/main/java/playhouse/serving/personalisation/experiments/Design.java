package playhouse.serving.personalisation.experiments;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import playhouse.contracts.experiment.Metric;
import playhouse.serving.personalisation.experiments.readout.Plan;
import playhouse.serving.platform.Refusal;

/**
 * An experiment as somebody designed it; once it has begun nothing of it is changed.
 *
 * @param key of its flag as well
 * @param fromPlace first of its layer's 10 000 places whose people are in it
 * @param untilPlace first after them whose people are not
 * @param arms the first is the control
 * @param targeting CEL over a person's attributes; empty if everybody may be in it
 * @param slices attributes that it is read by as well
 * @param windowHours for how many hours after being exposed what a person does counts
 * @param minimumPeople of each arm, whose windows are closed, before anything is concluded
 * @param automatic whether it ends by itself; a guardrail that breaks ends it in any case
 */
public record Design(
    @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,63}") String key,
    @NotNull @Size(min = 10, max = 1_000) String hypothesis,
    @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,39}") String layer,
    @Min(0) @Max(9_999) int fromPlace,
    @Min(1) @Max(10_000) int untilPlace,
    @NotNull @Size(min = 2, max = 10) List<@NotNull @Valid Arm> arms,
    @NotNull @Size(max = 1_000) String targeting,
    @NotNull @Size(max = 5) List<@NotNull String> slices,
    @NotNull String metric,
    @NotNull @Size(max = 10) List<@NotNull @Valid Rail> guardrails,
    @Min(1) @Max(672) int windowHours,
    @NotNull @DecimalMin("0.0001") @DecimalMax("0.2") BigDecimal alpha,
    @Min(100) @Max(1_000_000_000) long minimumPeople,
    boolean automatic) {

  /**
   * One way of things.
   *
   * @param weight its share of the sum of weights
   * @param value what the flag says: any JSON
   */
  public record Arm(
      @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,39}") String variant,
      @Min(1) @Max(10_000) int weight,
      @NotNull JsonNode value) {}

  /**
   * A figure that must not become worse.
   *
   * @param tolerance harm that is borne, as a share of the control's figure
   */
  public record Rail(
      @JsonPropertyDescription("One of the metrics.") @NotNull String metric,
      @NotNull @DecimalMin("0") @DecimalMax("1") BigDecimal tolerance) {}

  /** The control's name. */
  public String control() {
    return arms.get(0).variant();
  }

  /** How it is to be read by what it is judged by. */
  Plan plan() {
    return plan(metric, alpha.doubleValue());
  }

  /** How it is to be read by a guardrail: of all of them and all variants one may be wrong. */
  Plan plan(Rail rail) {
    return plan(rail.metric(), alpha.doubleValue() / guardrails.size());
  }

  private Plan plan(String judgedBy, double wrong) {
    double weights = arms.stream().mapToInt(Arm::weight).sum();
    return new Plan(
        key,
        arms.stream().map(Arm::variant).toList(),
        arms.stream().map(arm -> arm.weight() / weights).toList(),
        judgedBy,
        wrong,
        minimumPeople);
  }

  /**
   * Refuses what annotations cannot say.
   *
   * @throws Refusal 400, naming the field
   */
  void check() {
    if (untilPlace <= fromPlace) {
      throw Refusal.bad("untilPlace", "must be above fromPlace");
    }
    Set<String> variants = new HashSet<>();
    if (!arms.stream().allMatch(arm -> variants.add(arm.variant()))) {
      throw Refusal.bad("arms", "must have different variants");
    }
    metric("metric", metric);
    guardrails.forEach(rail -> metric("guardrails", rail.metric()));
    slices.stream()
        .filter(slice -> !Targets.ATTRIBUTES.contains(slice))
        .findFirst()
        .ifPresent(
            unknown -> {
              throw Refusal.bad("slices", "must be of " + Targets.ATTRIBUTES);
            });
    Targets.check(targeting);
  }

  private static void metric(String field, String name) {
    if (Metric.named(name).isEmpty()) {
      throw Refusal.bad(
          field,
          "must be one of "
              + List.of(Metric.values()).stream().map(Metric::text).sorted().toList());
    }
  }
}
