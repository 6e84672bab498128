package playhouse.local.verify;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import playhouse.contracts.Setting;
import playhouse.local.demo.Audience;
import playhouse.local.demo.KpiCheck;
import playhouse.local.demo.LiveCheck;
import playhouse.local.demo.Spark;
import playhouse.local.demo.Value;
import playhouse.local.process.Ending;
import playhouse.local.process.Foreground;
import playhouse.local.stack.LakeWait;
import playhouse.local.stack.Stack;

/**
 * One definition, three engines, one answer: values told live by Flink, by the nightly batch in
 * Spark, and asked of Trino, after history and a live day with repeats, late and shuffled events,
 * all the same and equal to what the audience knows.
 */
final class KpiParity implements Proof {
  /** What is told of everything first, and from the earliest day on. */
  private static final Comparator<Value.Key> ORDER =
      Comparator.comparing((Value.Key key) -> !key.by().isEmpty())
          .thenComparing(Value.Key::day)
          .thenComparing(Value.Key::toString);

  private static final Duration LAKE_LIMIT = Duration.ofMinutes(30);

  @Override
  public String name() {
    return "kpi-parity";
  }

  @Override
  public String purpose() {
    return "48 KPIs: stream, batch and ad-hoc SQL tell the same, and it is the truth";
  }

  @Override
  public List<String> sabotages() {
    return KpiSabotage.NAMES;
  }

  /** How large the world is. */
  private record Size(int people, int days, int liveMinutes, int eventsPerSecond) {
    static final Size WHOLE = new Size(200, 120, 5, 120);
    static final Size QUICK = new Size(40, 10, 1, 60);
  }

  @Override
  public List<Check> run(Trial trial) {
    Size size = trial.quick() ? Size.QUICK : Size.WHOLE;
    Stack stack = new Stack(trial.house(), trial.progress());
    Ending ending = Ending.with("leave-nothing-running", stack::leave);
    try {
      stack.up();
      Foreground foreground = new Foreground(trial.house().processes(), trial.progress());
      Audience audience = new Audience(trial.house(), foreground);
      Spark spark = new Spark(trial.house(), foreground);
      KpiSabotage sabotage = new KpiSabotage(trial.house().settings().get(Setting.KAFKA));
      audience.history(size.people(), size.days(), trial.seed(), Audience.Arriving.BEFORE);
      lake(trial);
      spark.job("daily-kpis");
      Map<Value.Key, Value> closed = KpiCheck.read(audience.truth(), spark).house();
      Instant since = Instant.now();
      audience.history(size.people(), size.days(), trial.seed(), Audience.Arriving.AFTER);
      audience.live(size.liveMinutes(), size.eventsPerSecond(), trial.seed());
      if (trial.breaks(KpiSabotage.COUNTED_TWICE)) {
        sabotage.countTwice();
      }
      lake(trial);
      if (!trial.breaks(KpiSabotage.LATE_LEFT_OUT)) {
        spark.job("daily-kpis");
      }
      KpiCheck batch = KpiCheck.read(audience.truth(), spark);
      LiveCheck live =
          LiveCheck.settled(trial.house().settings().get(Setting.KAFKA), batch.truth());
      if (trial.breaks(KpiSabotage.STALE_LIVE)) {
        sabotage.putBack();
        live = LiveCheck.settled(trial.house().settings().get(Setting.KAFKA), batch.truth());
      }
      List<Check> checks = new ArrayList<>();
      LateEvents late = LateEvents.loadedSince(since, spark);
      checks.add(changed(closed, batch.house(), late));
      checks.add(Check.of("batch = truth", batch.size(), batch.faults()));
      checks.add(Check.of("stream = truth", live.size(), live.faults()));
      checks.add(same("stream = batch", live.live(), batch.house()));
      SqlValues sql = new SqlValues(trial.house(), trial.progress(), stack);
      checks.add(sql.check(batch.house(), trial.breaks(KpiSabotage.OTHER_DEFINITION)));
      return checks;
    } finally {
      stack.leave();
      ending.forget();
    }
  }

  private static void lake(Trial trial) {
    new LakeWait(trial.house(), trial.progress()).untilEmpty(LAKE_LIMIT);
  }

  /**
   * Whatever is another than it was when its day was closed has late events that explain it; of
   * periods that were not told then there is nothing to explain.
   */
  static Check changed(Map<Value.Key, Value> before, Map<Value.Key, Value> after, LateEvents late) {
    Set<String> closed = before.keySet().stream().map(Value.Key::period).collect(toSet());
    Set<Value.Key> keys = new TreeSet<>(ORDER);
    keys.addAll(before.keySet());
    after.keySet().stream().filter(key -> closed.contains(key.period())).forEach(keys::add);
    List<String> explained = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (Value.Key key : keys) {
      Value was = before.getOrDefault(key, Value.NONE);
      Value is = after.getOrDefault(key, Value.NONE);
      if (!was.agrees(is) && !(nothing(was) && nothing(is))) {
        Optional<String> why = late.explain(key);
        String change = key + ": was " + was + ", is " + is;
        why.ifPresentOrElse(
            events -> explained.add(change + ", by " + events), () -> faults.add(change));
      }
    }
    return Check.of(
        "late events explain changes", explained.size() + faults.size(), faults, explained);
  }

  /** Each that one has is what the other has; one without a value need not be there. */
  static Check same(String name, Map<Value.Key, Value> ours, Map<Value.Key, Value> others) {
    List<String> faults = new ArrayList<>();
    ours.forEach(
        (key, value) -> {
          Value other = others.get(key);
          if (other == null ? !nothing(value) : !value.agrees(other)) {
            faults.add(key + ": " + value + ", the other " + (other == null ? "nothing" : other));
          }
        });
    faults.sort(null);
    return Check.of(name, ours.size(), faults);
  }

  private static boolean nothing(Value value) {
    return value.value() == null || value.value() == 0;
  }
}
