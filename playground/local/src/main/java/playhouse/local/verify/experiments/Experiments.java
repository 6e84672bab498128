package playhouse.local.verify.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import playhouse.contracts.Setting;
import playhouse.local.process.Ending;
import playhouse.local.stack.Stack;
import playhouse.local.verify.Check;
import playhouse.local.verify.Proof;

/**
 * Experiments in which the truth is known, run in serving: sums of simulated people are put where
 * the stream puts them, and what serving reads out of them is held against the truth again and
 * again as people come; real people are asked about, before and after a restart.
 */
public final class Experiments implements Proof {
  /** Whoever looks goes by an interval that holds at one look only. */
  static final String FIXED_HORIZON = "fixed-horizon";

  /** Experiments of two layers spread people by the same salt. */
  static final String SAME_SALT = "same-salt";

  /** The alarm that too few came to one side is not put down. */
  static final String SRM_OFF = "srm-off";

  /** After a restart people are spread anew. */
  static final String DEALT_AGAIN = "dealt-again";

  @Override
  public String name() {
    return "experiments";
  }

  @Override
  public String purpose() {
    return "intervals hold at every look, lifts and lost people are found, variants stay";
  }

  @Override
  public List<String> sabotages() {
    return List.of(FIXED_HORIZON, SAME_SALT, SRM_OFF, DEALT_AGAIN);
  }

  @Override
  public Map<String, String> settings() {
    // Sums come from the proof itself; of exposures the topic is read.
    return Map.of(Setting.STREAMING_JOBS.key(), "lake-writer");
  }

  @Override
  public List<Check> run(Trial trial) {
    Stack stack = new Stack(trial.house(), trial.progress());
    Ending ending = Ending.with("leave-nothing-running", stack::leave);
    try {
      stack.up();
      try (Laboratory laboratory = new Laboratory(trial)) {
        List<Check> checks = new ArrayList<>();
        Everybody everybody = new Everybody(trial, laboratory);
        everybody.ask();
        Simulations simulations = new Simulations(trial, laboratory);
        checks.add(simulations.nothing());
        checks.add(simulations.lift());
        checks.addAll(simulations.lost());
        everybody.restart(stack);
        checks.addAll(everybody.checks());
        return checks;
      }
    } finally {
      stack.leave();
      ending.forget();
    }
  }
}
