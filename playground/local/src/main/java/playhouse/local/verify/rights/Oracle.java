package playhouse.local.verify.rights;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What may be shown, by the words of the grants alone. */
final class Oracle {
  static final List<String> MODELS = List.of("svod", "avod", "tvod");
  private final Map<String, List<Deal>> deals = new HashMap<>();
  private final Set<String> told = new HashSet<>();

  /**
   * Where and how.
   *
   * @param territory empty if nobody knows
   * @param models of which one is enough
   * @param device empty if nobody knows
   */
  record Where(String territory, List<String> models, String device, int lines) {}

  void put(Deal deal) {
    List<Deal> some = of(deal.title());
    some.removeIf(each -> each.id().equals(deal.id()));
    some.add(deal);
    told.add(catalogue(deal.title()));
  }

  List<Deal> of(String title) {
    return deals.computeIfAbsent(title, key -> new ArrayList<>());
  }

  boolean may(String title, Where where, Instant at) {
    if (of(title).isEmpty()) {
      return !told.contains(catalogue(title));
    }
    return where.models().stream().anyMatch(model -> may(title, where, model, at));
  }

  private boolean may(String title, Where where, String model, Instant at) {
    boolean granted = false;
    for (Deal deal : of(title)) {
      if (deal.open(at) && deal.there(where.territory())) {
        if (deal.waits(model, at)) {
          return false;
        }
        granted |=
            deal.models().contains(model)
                && deal.on(where.device())
                && (deal.lines() == 0 || where.lines() <= deal.lines());
      }
    }
    return granted;
  }

  /** Whether a grant does not go together with those that are not over; tried out day by day. */
  boolean clashes(Deal wanted, List<String> territories, Instant now) {
    return of(wanted.title()).stream()
        .filter(other -> !other.id().equals(wanted.id()) && !other.over(now))
        .anyMatch(other -> clash(wanted, other, territories));
  }

  private static boolean clash(Deal one, Deal other, List<String> territories) {
    boolean together = territories.stream().anyMatch(code -> one.there(code) && other.there(code));
    if (!together) {
      return false;
    }
    boolean sole =
        !one.licensor().equals(other.licensor())
            && (one.exclusive() || other.exclusive())
            && one.models().stream().anyMatch(other.models()::contains)
            && Deal.DEVICES.stream().anyMatch(each -> one.on(each) && other.on(each));
    // Two windows that meet do so at the begin of one of them.
    for (Instant at : List.of(begin(one), begin(other))) {
      boolean both = one.open(at) && other.open(at);
      boolean waits =
          other.models().stream().anyMatch(model -> one.waits(model, at))
              || one.models().stream().anyMatch(model -> other.waits(model, at));
      if (both && (sole || waits)) {
        return true;
      }
    }
    return false;
  }

  private static Instant begin(Deal deal) {
    return deal.first().atStartOfDay(deal.zone()).toInstant();
  }

  private static String catalogue(String title) {
    return title.substring(0, title.indexOf(':'));
  }
}
