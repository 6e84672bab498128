package playhouse.serving.analytics.behaviour;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import playhouse.contracts.FactType;
import playhouse.contracts.Family;
import playhouse.serving.platform.Refusal;

/** What people do that is told of here, by the names of facts. */
final class Happenings {
  static final String START = "playback.start";

  /** From 30 s of different media on. */
  static final String WATCHED = "playback.watched";

  /** Nine tenths of it or more. */
  static final String COMPLETED = "playback.completed";

  static final String REGISTERED = "account.verified";

  /** The one that is read from {@code raw.interaction}, for only there is the page told. */
  static final String VIEWED = "page.viewed";

  static final String PAID = "payment.captured";

  /** What is read from {@code core.plays}. */
  static final Set<String> OF_PLAYS = Set.of(START, WATCHED, COMPLETED);

  private static final Set<String> OF_INTERACTIONS =
      FactType.all().stream()
          .filter(type -> type.family() == Family.INTERACTION)
          .map(FactType::name)
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> ALL =
      Stream.of(OF_PLAYS, OF_INTERACTIONS, Set.of(REGISTERED, PAID))
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  private Happenings() {}

  /** All names. */
  static Set<String> all() {
    return ALL;
  }

  /** Whether any of them is read from {@code core.interactions}. */
  static boolean anyInteraction(Set<String> events) {
    return events.stream()
        .anyMatch(event -> OF_INTERACTIONS.contains(event) && !event.equals(VIEWED));
  }

  /**
   * The name, if it is one.
   *
   * @throws Refusal 400 with the names of those that there are
   */
  static String check(String parameter, String event) {
    if (!ALL.contains(event)) {
      throw Refusal.bad(
          parameter,
          "is not known here: there are " + String.join(", ", List.copyOf(new TreeSet<>(ALL))));
    }
    return event;
  }
}
