package playhouse.models.features;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which stretches of subscriptions last at a moment. */
public final class Stretches {
  /** The state of a stretch that is paid for. */
  public static final String PAID = "paid";

  private Stretches() {}

  /** Where a stretch began that has not ended by then, for each subscription that has one. */
  public static Collection<Fact> at(Life life, long atMicros) {
    Map<String, Fact> open = new HashMap<>();
    for (Fact began : life.until(Kind.STRETCH_BEGAN, atMicros)) {
      open.put(began.id(), began);
    }
    for (Fact ended : life.until(Kind.STRETCH_ENDED, atMicros)) {
      open.computeIfPresent(
          ended.id(), (id, began) -> ended.atMicros() > began.atMicros() ? null : began);
    }
    return List.copyOf(open.values());
  }

  /** Whether any is in a state. */
  public static boolean any(Life life, long atMicros, String state) {
    return at(life, atMicros).stream().anyMatch(began -> began.word().equals(state));
  }
}
