package playhouse.serving.personalisation.experiments;

import java.util.Optional;
import playhouse.models.experiment.Effect;

/**
 * How an experiment ends.
 *
 * @param state stopped or concluded
 * @param variant what everybody gets from now on
 * @param reason effect, guardrail or people
 * @param metric that said so
 * @param effect what it said; empty if nobody asked it
 */
public record Ending(
    Experiment.State state, String variant, String reason, String metric, Optional<Effect> effect) {

  /** Because people say so. */
  static Ending byPeople(Experiment.State state, String variant, Design design) {
    return new Ending(state, variant, "people", design.metric(), Optional.empty());
  }

  /** For harm: everybody goes back to the control. */
  static Ending harm(Design design, String metric, Effect effect) {
    return new Ending(
        Experiment.State.STOPPED, design.control(), "guardrail", metric, Optional.of(effect));
  }

  /** For what it showed. */
  static Ending effect(Design design, String variant, Effect effect) {
    return new Ending(
        Experiment.State.CONCLUDED, variant, "effect", design.metric(), Optional.of(effect));
  }
}
