package playhouse.serving.personalisation.tagging;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import playhouse.models.tagging.Evidence;

/**
 * A tag of a title as it is kept.
 *
 * @param number of its own, by which lists are told
 * @param confidence 0.000 to 1.000
 * @param rejectedKeys what spoke for it whenever it was rejected
 * @param revision grows with each change that is told
 * @param decision empty until somebody decides
 */
record StoredTag(
    long number,
    String title,
    String tag,
    State state,
    BigDecimal confidence,
    String model,
    List<Evidence> evidence,
    Set<String> rejectedKeys,
    int revision,
    Instant suggested,
    Optional<Decision> decision) {

  /** Where it is in its life. */
  enum State {
    SUGGESTED,
    ACCEPTED,
    REJECTED,
    /** Nothing speaks for it any more. */
    GONE
  }

  /** Who decided on it, and why. */
  record Decision(String who, Optional<String> reason, Instant at) {}

  /** What speaks for it. */
  Set<String> keys() {
    return evidence.stream().map(Evidence::key).collect(Collectors.toSet());
  }

  StoredTag in(State next, Optional<Decision> by, Set<String> rejected) {
    return new StoredTag(
        number,
        title,
        tag,
        next,
        confidence,
        model,
        evidence,
        rejected,
        revision + 1,
        suggested,
        by);
  }
}
