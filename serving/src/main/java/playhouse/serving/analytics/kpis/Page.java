package playhouse.serving.analytics.kpis;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Some points of an answer, in order.
 *
 * @param snapshot of the table
 * @param points oldest period first, then by measure and slice
 * @param more whether there are points after these
 * @param computedAt newest of all points of the answer
 * @param cutOff newest of all points of the answer
 */
public record Page(
    long snapshot,
    List<Point> points,
    boolean more,
    Optional<Instant> computedAt,
    Optional<Instant> cutOff) {
  static final Page NOTHING = new Page(0, List.of(), false, Optional.empty(), Optional.empty());
}
