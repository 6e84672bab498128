package playhouse.collector.http;

import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which rejects the events of a request are, sent once more: what is refused again is kept under
 * the identity of its first refusal.
 *
 * @param rejects one for each event, in their order; none if the request is no replay
 */
record Replayed(List<UUID> rejects) {

  /** Header that names them, separated by commas. */
  static final String HEADER = "Playhouse-Replay-Of";

  static Replayed of(Context request, Caller caller) {
    String named = request.header(HEADER);
    if (named == null) {
      return new Replayed(List.of());
    }
    if (!caller.mayReplay()) {
      throw new Problem(
          Problem.Kind.UNAUTHORIZED_SOURCE, HEADER + ": only the key of imports may replay");
    }
    try {
      return new Replayed(
          Arrays.stream(named.split(",")).map(String::strip).map(UUID::fromString).toList());
    } catch (IllegalArgumentException e) {
      throw new Problem(Problem.Kind.MALFORMED_JSON, HEADER + ": not a list of UUIDs");
    }
  }

  boolean any() {
    return !rejects.isEmpty();
  }

  /** Refuses a request that names more or fewer than its body holds. */
  void mustName(int events) {
    if (any() && rejects.size() != events) {
      throw new Problem(
          Problem.Kind.MALFORMED_JSON,
          HEADER + " names " + rejects.size() + " rejects, the body holds " + events + " events");
    }
  }

  /** The reject that the event at that place is; empty if it comes for the first time. */
  Optional<UUID> at(int index) {
    return any() ? Optional.of(rejects.get(index)) : Optional.empty();
  }
}
