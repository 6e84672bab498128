package playhouse.serving.personalisation.segments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import playhouse.serving.billing.plans.PlansApi;

/** How many a condition would hold of, of those of whom anything is known now. */
final class Preview {
  private static final int MOST = 200_000;
  private static final int AT_ONCE = 1_000;
  private static final int EXAMPLES = 5;
  private static final int MOST_OF_A_VALUE = 10;

  private final Portraits portraits;
  private final Conditions conditions;

  /** Somebody of whom it holds, with what it looked at; of what is long, the first ten. */
  record Example(UUID person, Map<String, Object> values) {}

  /**
   * What was found.
   *
   * @param looked at how many people: of more than 200 000 the others are left out
   * @param matching of how many it holds
   * @param failed on how many it looks for something that is not known: they do not match
   * @param uses what it looks at
   */
  record Found(
      int looked,
      int matching,
      int failed,
      long millis,
      List<String> uses,
      List<Example> examples) {}

  Preview(Portraits portraits, Conditions conditions) {
    this.portraits = portraits;
    this.conditions = conditions;
  }

  /** Counts them; refuses what is no condition. */
  Found of(String expression) {
    long begun = System.nanoTime();
    Conditions.Condition condition = conditions.of(expression);
    List<UUID> people = portraits.people().stream().limit(MOST).toList();
    int looked = 0;
    int matching = 0;
    int failed = 0;
    List<Example> examples = new ArrayList<>();
    for (int from = 0; from < people.size(); from += AT_ONCE) {
      List<UUID> some = people.subList(from, Math.min(people.size(), from + AT_ONCE));
      Map<UUID, PlansApi.Held> held = portraits.held(some, condition.signals());
      for (UUID person : some) {
        Optional<Map<String, Object>> values =
            portraits.of(person, Optional.ofNullable(held.get(person)));
        looked += values.isPresent() ? 1 : 0;
        Optional<Conditions.Said> said = values.map(known -> Conditions.said(condition, known));
        failed += said.filter(Conditions.Said.FAILED::equals).isPresent() ? 1 : 0;
        if (said.filter(Conditions.Said.YES::equals).isPresent()) {
          matching++;
          if (examples.size() < EXAMPLES) {
            examples.add(new Example(person, shown(condition, values.get())));
          }
        }
      }
    }
    long millis = (System.nanoTime() - begun) / 1_000_000;
    List<String> uses = condition.signals().stream().map(Signal::text).sorted().toList();
    return new Found(looked, matching, failed, millis, uses, List.copyOf(examples));
  }

  private static Map<String, Object> shown(
      Conditions.Condition condition, Map<String, Object> values) {
    Map<String, Object> shown = new TreeMap<>();
    for (Signal signal : condition.signals()) {
      Object value = values.getOrDefault(signal.text(), "");
      shown.put(signal.text(), value instanceof List<?> list ? cut(list) : value);
    }
    return shown;
  }

  private static List<?> cut(List<?> list) {
    return list.subList(0, Math.min(MOST_OF_A_VALUE, list.size()));
  }
}
