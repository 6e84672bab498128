package playhouse.serving.identity.risk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import playhouse.serving.identity.risk.SignUpRisk.Decision;
import playhouse.serving.platform.Refusal;

/**
 * One version of the rules: how many points each gives, and from which score on what is done.
 *
 * @param shadow whether it is told what it would do, and not done
 * @param bias points of whoever nothing speaks against
 * @param steps of each rule: from how often on it gives how many points
 */
record RuleSet(
    int version,
    boolean shadow,
    double bias,
    double stepUp,
    double deny,
    Map<Rule, List<Step>> steps) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MOST_POINTS = 20;

  /** From so often on so many points. */
  record Step(long atLeast, double points) {}

  /** What it says of a sign-up, the weightiest reason first. */
  record Verdict(RuleSet rules, double score, Decision would, List<Reason> reasons) {}

  /**
   * Reads one.
   *
   * @throws Refusal 400 if it is not one
   */
  static RuleSet of(int version, boolean shadow, String body) {
    try {
      JsonNode json = JSON.readTree(body);
      Map<Rule, List<Step>> steps = new EnumMap<>(Rule.class);
      for (var rule : json.path("rules").properties()) {
        steps.put(rule(rule.getKey()), steps(rule.getValue()));
      }
      RuleSet made =
          new RuleSet(
              version,
              shadow,
              json.path("bias").asDouble(),
              json.path("stepUp").asDouble(),
              json.path("deny").asDouble(),
              Map.copyOf(steps));
      if (!(made.stepUp > 0 && made.stepUp <= made.deny && made.deny <= 1 && made.bias <= 0)) {
        throw Refusal.bad("body", "must have a bias of at most 0, and 0 < stepUp <= deny <= 1");
      }
      return made;
    } catch (IOException e) {
      throw Refusal.bad("body", "is not JSON");
    }
  }

  private static Rule rule(String code) {
    for (Rule rule : Rule.values()) {
      if (rule.text().equals(code)) {
        return rule;
      }
    }
    throw Refusal.bad("rules", "there is no rule " + code);
  }

  private static List<Step> steps(JsonNode json) {
    List<Step> steps = new ArrayList<>();
    for (JsonNode pair : json) {
      Step step = new Step(pair.path(0).asLong(), pair.path(1).asDouble());
      if (step.atLeast() < 1 || !(step.points() >= 0 && step.points() <= MOST_POINTS)) {
        throw Refusal.bad("rules", "each step is [from how often, points from 0 to 20]");
      }
      steps.add(step);
    }
    return List.copyOf(steps);
  }

  /**
   * Judges.
   *
   * @param seen how often what each rule looks for was seen
   */
  Verdict judge(Seen seen) {
    Map<String, Reason> weightiest = new HashMap<>();
    for (var rule : steps.entrySet()) {
      double points = points(rule.getValue(), seen.of(rule.getKey()));
      double given = seen.atMost(rule.getKey(), points, stepUpPoints());
      if (given > 0) {
        weightiest.merge(
            rule.getKey().sight(),
            rule.getKey().reason(given),
            (one, other) -> one.contribution() >= other.contribution() ? one : other);
      }
    }
    List<Reason> reasons = new ArrayList<>(weightiest.values());
    double sum = bias + reasons.stream().mapToDouble(Reason::contribution).sum();
    double score = 1 / (1 + Math.exp(-sum));
    reasons.sort(
        Comparator.comparingDouble(Reason::contribution).reversed().thenComparing(Reason::code));
    return new Verdict(this, score, decision(score), List.copyOf(reasons));
  }

  private Decision decision(double score) {
    return score >= deny ? Decision.DENY : score >= stepUp ? Decision.STEP_UP : Decision.ALLOW;
  }

  /** As many as lead to a step-up by themselves, and not further. */
  private double stepUpPoints() {
    return Math.log(stepUp / (1 - stepUp)) - bias + 0.2;
  }

  private static double points(List<Step> steps, long seen) {
    return steps.stream()
        .filter(step -> seen >= step.atLeast())
        .mapToDouble(Step::points)
        .max()
        .orElse(0);
  }
}
