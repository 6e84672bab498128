package playhouse.serving.billing.fraud;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import playhouse.serving.billing.fraud.learning.Model;
import playhouse.serving.billing.fraud.rules.Rule;
import playhouse.serving.billing.fraud.rules.Rules;
import playhouse.serving.billing.fraud.seen.Features;
import playhouse.serving.billing.payments.routing.Screening.Verdict;

/**
 * What is decided of a payment, and why.
 *
 * @param score how likely it is fraud
 * @param reasons codes, the weightiest first
 * @param shadow rules that are true of it and do not count
 * @param model what scored
 * @param control would have been refused, and is looked at instead
 */
public record Judgement(
    Verdict verdict,
    double score,
    List<String> reasons,
    List<String> shadow,
    String model,
    boolean control) {
  private static final double CHALLENGE = 0.5;
  private static final double REVIEW = 0.8;
  private static final double DENY = 0.97;

  /** One of so many that would be refused is looked at: refusals must not be their own proof. */
  private static final int CONTROL = 50;

  /**
   * Judges.
   *
   * @param listed what a list says of somebody or something that it has to do with, and why
   */
  public static Judgement of(
      UUID payment,
      Features features,
      Optional<Listed> listed,
      List<Rule> rules,
      Rules understood,
      Model model) {
    double score = model.score(features);
    Rules.Said said = understood.ask(rules, features);
    if (listed.isPresent()) {
      Verdict verdict = listed.get().allow() ? Verdict.ALLOW : Verdict.DENY;
      return new Judgement(
          verdict, score, List.of(listed.get().code()), said.shadow(), model.name(), false);
    }
    Verdict scored = of(score);
    boolean ruled = said.verdict().compareTo(scored) >= 0;
    Verdict verdict = ruled ? said.verdict() : scored;
    List<String> reasons = new ArrayList<>(said.codes());
    if (verdict != Verdict.ALLOW) {
      reasons.addAll(model.reasons(features));
    }
    boolean control = verdict == Verdict.DENY && control(payment);
    if (control) {
      reasons.add("control");
    }
    return new Judgement(
        control ? Verdict.REVIEW : verdict,
        score,
        List.copyOf(reasons),
        said.shadow(),
        model.name(),
        control);
  }

  /** What a list says. */
  public record Listed(boolean allow, String code) {}

  /** The same for all attempts of a payment, and nobody's to choose. */
  static boolean control(UUID payment) {
    return Math.floorMod(
            payment.getLeastSignificantBits() ^ payment.getMostSignificantBits(), CONTROL)
        == 0;
  }

  private static Verdict of(double score) {
    return score >= DENY
        ? Verdict.DENY
        : score >= REVIEW ? Verdict.REVIEW : score >= CHALLENGE ? Verdict.CHALLENGE : Verdict.ALLOW;
  }
}
