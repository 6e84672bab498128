package playhouse.batch.core.money;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The recurring revenue of one person, as it follows from steps told in order. What rests brings
 * nothing until it goes on.
 */
final class Recurring {

  /**
   * Something that happened to a subscription.
   *
   * @param kind started, resumed, changed, paid, paused or ended
   * @param atMicros when, microseconds since 1970
   * @param plan plan from then on; empty where it stays
   * @param mrrMicros what 30 days of it bring from then on; empty where that stays
   */
  record Step(
      String subscription,
      String kind,
      long atMicros,
      Optional<String> plan,
      Optional<Long> mrrMicros,
      boolean trial,
      boolean voluntary) {}

  /** A stretch in which a subscription had one plan and state. */
  record Interval(
      String subscription,
      String plan,
      String state,
      long sinceMicros,
      Optional<Long> untilMicros,
      Optional<String> endedBy,
      long mrrMicros) {}

  /** An instant at which what the person brings became another. */
  record Change(
      long atMicros,
      String kind,
      Optional<Boolean> voluntary,
      long beforeMicros,
      long afterMicros) {}

  private final Map<String, Held> held = new TreeMap<>();
  private final List<Interval> intervals = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private boolean everPaid;

  /** A subscription as it is now. */
  private static final class Held {
    private String plan = "";
    private String state = "unpaid";
    private long mrrMicros;
    private long sinceMicros;
    private boolean open;
    private boolean ended;

    /** The state in which it goes on after a rest: a trial is over by then. */
    private String rested = "unpaid";

    private boolean paying() {
      return open && state.equals("paid");
    }

    private boolean rests() {
      return state.equals("paused");
    }
  }

  /** Takes in steps in the order of their instants. */
  void take(List<Step> steps) {
    int next = 0;
    while (next < steps.size()) {
      long at = steps.get(next).atMicros();
      long before = totalMicros();
      Optional<Boolean> voluntary = Optional.empty();
      for (; next < steps.size() && steps.get(next).atMicros() == at; next++) {
        Step step = steps.get(next);
        take(step);
        Optional<Boolean> earlier = voluntary;
        voluntary = voluntary(step).or(() -> earlier);
      }
      compare(at, before, voluntary);
    }
  }

  /** The stretches, those that last still among them. */
  List<Interval> intervals() {
    List<Interval> all = new ArrayList<>(intervals);
    held.forEach(
        (subscription, one) -> {
          if (one.open) {
            all.add(interval(subscription, one, Optional.empty(), Optional.empty()));
          }
        });
    return all;
  }

  List<Change> changes() {
    return List.copyOf(changes);
  }

  private static Optional<Boolean> voluntary(Step step) {
    return switch (step.kind()) {
      case "ended" -> Optional.of(step.voluntary());
      case "paused" -> Optional.of(true);
      default -> Optional.empty();
    };
  }

  private void take(Step step) {
    Held one = held.computeIfAbsent(step.subscription(), key -> new Held());
    if (one.ended) {
      return;
    }
    switch (step.kind()) {
      case "started" -> begin(step, one, step.trial() ? "trial" : "unpaid");
      case "changed" -> replace(step, one, "change", one.state);
      case "paid" -> paid(step, one);
      case "paused" -> {
        if (!one.rests()) {
          one.rested = one.state.equals("paid") ? "paid" : "unpaid";
          replace(step, one, "pause", "paused");
        }
      }
      case "resumed" -> {
        // Also told of one that was to end and does not.
        if (one.rests()) {
          replace(step, one, "resumption", one.rested);
        }
      }
      default -> {
        close(step, one, step.voluntary() ? "voluntary" : "involuntary");
        one.ended = true;
      }
    }
  }

  /** What is paid late, while it rests, does not make it go on. */
  private void paid(Step step, Held one) {
    if (one.rests()) {
      one.rested = "paid";
    } else if (!one.state.equals("paid")) {
      replace(step, one, "payment", "paid");
    }
  }

  private static void begin(Step step, Held one, String state) {
    one.state = one.open ? one.state : state;
    one.plan = step.plan().orElse(one.plan);
    one.mrrMicros = step.mrrMicros().orElse(one.mrrMicros);
    one.sinceMicros = one.open ? one.sinceMicros : step.atMicros();
    one.open = true;
  }

  private void replace(Step step, Held one, String why, String state) {
    close(step, one, why);
    one.state = state;
    one.plan = step.plan().orElse(one.plan);
    one.mrrMicros = step.mrrMicros().orElse(one.mrrMicros);
    one.sinceMicros = step.atMicros();
    one.open = true;
  }

  private void close(Step step, Held one, String why) {
    if (one.open && one.sinceMicros < step.atMicros()) {
      intervals.add(
          interval(step.subscription(), one, Optional.of(step.atMicros()), Optional.of(why)));
    }
    one.open = false;
  }

  private static Interval interval(
      String subscription, Held one, Optional<Long> untilMicros, Optional<String> endedBy) {
    return new Interval(
        subscription,
        one.plan,
        one.state,
        one.sinceMicros,
        untilMicros,
        endedBy,
        one.paying() ? one.mrrMicros : 0);
  }

  private void compare(long at, long before, Optional<Boolean> voluntary) {
    long after = totalMicros();
    if (before == after) {
      return;
    }
    String kind;
    if (before == 0) {
      kind = everPaid ? "reactivation" : "new";
    } else if (after == 0) {
      kind = "churn";
    } else {
      kind = after > before ? "expansion" : "contraction";
    }
    everPaid |= after > 0;
    changes.add(
        new Change(at, kind, kind.equals("churn") ? voluntary : Optional.empty(), before, after));
  }

  private long totalMicros() {
    return held.values().stream().filter(Held::paying).mapToLong(one -> one.mrrMicros).sum();
  }
}
