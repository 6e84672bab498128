package playhouse.local.verify.training;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import playhouse.contracts.Setting;
import playhouse.local.demo.Spark;
import playhouse.local.process.Ending;
import playhouse.local.process.Foreground;
import playhouse.local.stack.LakeWait;
import playhouse.local.stack.Stack;
import playhouse.local.verify.Check;
import playhouse.local.verify.Proof;

/**
 * A model is learnt as of a moment, again in another process, and again when more has happened:
 * each time the same bytes. Learnt of what is known now it is another.
 */
public final class ReproducibleTraining implements Proof {
  private static final Duration LAKE_LIMIT = Duration.ofMinutes(15);
  private static final List<String> JOBS =
      List.of("plays", "registrations", "payments", "subscriptions", "training-set");

  /** The second process draws other random numbers. */
  private static final String OTHER_SEED = "other-seed";

  /** The moment is left out, once more has happened. */
  private static final String AS_OF_IGNORED = "as-of-ignored";

  /** What the moment's snapshot of a table holds becomes something else. */
  private static final String SNAPSHOT_ALTERED = "snapshot-altered";

  /** The time is written into an artifact. */
  private static final String CLOCK_IN_ARTIFACT = "clock-in-artifact";

  @Override
  public String name() {
    return "reproducible-training";
  }

  @Override
  public String purpose() {
    return "as of a moment a model is learnt to the same bytes, in any process, at any later time";
  }

  @Override
  public List<String> sabotages() {
    return List.of(OTHER_SEED, AS_OF_IGNORED, SNAPSHOT_ALTERED, CLOCK_IN_ARTIFACT);
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(Setting.STREAMING_JOBS.key(), "lake-writer");
  }

  /**
   * How large the town is.
   *
   * @param later people who come on later days
   * @param models that are learnt
   */
  private record Size(int people, int days, int later, int laterDays, List<String> models) {
    static final Size WHOLE = new Size(1_500, 120, 200, 9, List.of("churn", "recommender"));
    static final Size QUICK = new Size(420, 78, 60, 3, List.of("churn"));

    /** All of them. */
    List<Learning.Learnt> learn(Learning learning, String... options) {
      return models.stream().map(model -> learning.learn(model, options)).toList();
    }
  }

  @Override
  public List<Check> run(Trial trial) {
    Stack stack = new Stack(trial.house(), trial.progress());
    Ending ending = Ending.with("leave-nothing-running", stack::leave);
    try {
      stack.up();
      return learn(trial, trial.quick() ? Size.QUICK : Size.WHOLE);
    } finally {
      stack.leave();
      ending.forget();
    }
  }

  private static List<Check> learn(Trial trial, Size size) {
    Spark spark =
        new Spark(trial.house(), new Foreground(trial.house().processes(), trial.progress()));
    Learning learning = new Learning(trial.house(), trial.progress(), spark);
    Town town = town(trial, size);
    happen(trial, spark, town, 0, size.people(), size.days());
    Instant then = Instant.now();
    List<Check> checks = new ArrayList<>();
    List<Learning.Learnt> first = size.learn(learning, "--as-of", then.toString());
    learning.forget(first);
    List<Learning.Learnt> again =
        trial.breaks(OTHER_SEED)
            ? size.learn(learning, "--as-of", then.toString(), "--seed", "7")
            : size.learn(learning, "--as-of", then.toString());
    if (trial.breaks(CLOCK_IN_ARTIFACT)) {
      learning.stamp(again.get(0), Instant.now());
    }
    checks.add(same("in another process", first, again));
    checks.add(learning.artifacts(again));
    happen(
        trial,
        spark,
        town,
        size.people(),
        size.people() + size.later(),
        size.days() + size.laterDays());
    if (trial.breaks(SNAPSHOT_ALTERED)) {
      new Rewriting(trial.house().settings()).alter("core", "subscriptions", then);
    }
    List<Learning.Learnt> later =
        trial.breaks(AS_OF_IGNORED)
            ? size.learn(learning)
            : size.learn(learning, "--as-of", then.toString());
    checks.add(same("when more has happened", first, later));
    checks.add(other(first, size.learn(learning)));
    return checks;
  }

  private static Town town(Trial trial, Size size) {
    int days = size.days() + size.laterDays();
    Instant begin = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(days));
    return new Town(trial.seed(), begin, trial.house().settings().get(Setting.CURRENCY));
  }

  /** People live, and what they did reaches the tables that are learnt from. */
  private static void happen(Trial trial, Spark spark, Town town, int from, int until, int days) {
    try (FactPost post = new FactPost(trial.house().settings().get(Setting.KAFKA))) {
      town.tell(post, from, until, days);
      trial.progress().say("  " + post.sent() + " facts of " + (until - from) + " people");
    }
    new LakeWait(trial.house(), trial.progress()).untilEmpty(LAKE_LIMIT);
    spark.job(JOBS.get(0), JOBS.subList(1, JOBS.size()).toArray(String[]::new));
  }

  private static Check same(String when, List<Learning.Learnt> first, List<Learning.Learnt> again) {
    List<String> faults = new ArrayList<>();
    for (int at = 0; at < first.size(); at++) {
      if (!first.get(at).sha256().equals(again.get(at).sha256())) {
        faults.add(first.get(at) + " was learnt first, and then " + again.get(at));
      }
    }
    return Check.of("same hash " + when, first.size(), faults);
  }

  private static Check other(List<Learning.Learnt> first, List<Learning.Learnt> now) {
    List<String> faults = new ArrayList<>();
    for (int at = 0; at < first.size(); at++) {
      if (first.get(at).sha256().equals(now.get(at).sha256())) {
        faults.add(first.get(at) + " is learnt of what is known now, too");
      }
    }
    return Check.of("another hash of today", first.size(), faults);
  }
}
