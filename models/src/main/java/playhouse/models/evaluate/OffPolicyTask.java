package playhouse.models.evaluate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import playhouse.models.files.Table;
import playhouse.models.offpolicy.Estimate;
import playhouse.models.offpolicy.Estimators;
import playhouse.models.offpolicy.Log;
import playhouse.models.offpolicy.Policies;
import playhouse.models.offpolicy.Policy;
import playhouse.models.offpolicy.RewardModel;

/** What a policy learnt from one log would have earned on another. */
record OffPolicyTask() implements Task {

  @Override
  public String name() {
    return "off-policy";
  }

  @Override
  public String usage() {
    return "Open Bandit CSV [--policy thompson|greedy|uniform|FILE]";
  }

  @Override
  public Set<String> options() {
    return Set.of("--policy");
  }

  /** Without a test log, the later half of the one there is. */
  @Override
  public void run(Options options, Report report, Notes notes) {
    Log all = Log.openBandit(Table.read(options.train()));
    int half = all.rows().size() / 2;
    Log learnt = options.test().isPresent() ? all : all.part(0, half);
    Log asked =
        options
            .test()
            .map(file -> Log.openBandit(Table.read(file)))
            .orElseGet(() -> all.part(half, all.rows().size()));
    Policy policy = policy(options, learnt, asked);
    Estimators estimators = new Estimators(asked, policy, RewardModel.learn(learnt));
    notes.say(
        String.format(
            Locale.ROOT,
            "%s on %d rows, whose weights count as %.1f %% of them",
            policy.name(),
            asked.rows().size(),
            100 * estimators.effectiveShare()));
    report.put("policy", policy.name());
    put(report, "ips", estimators.ips());
    put(report, "snips", estimators.snips());
    put(report, "dr", estimators.dr());
    put(report, "switchDr", estimators.switchDr());
  }

  private static Policy policy(Options options, Log learnt, Log asked) {
    String named = options.find("--policy").orElse("thompson");
    return switch (named) {
      case "thompson" -> Policies.thompson(learnt, options.seed());
      case "greedy" -> Policies.greedy(learnt);
      case "uniform" -> Policy.uniform(asked.items(), asked.positions());
      default -> {
        Path file = Path.of(named);
        if (!Files.exists(file)) {
          throw new Misuse("--policy is thompson, greedy, uniform or a file, not '" + named + "'");
        }
        yield Policies.read(Table.read(file), asked.positions());
      }
    };
  }

  private static void put(Report report, String name, Estimate estimate) {
    report.put(name, estimate.value());
    report.interval(name + "Interval", estimate.low(), estimate.high());
  }
}
