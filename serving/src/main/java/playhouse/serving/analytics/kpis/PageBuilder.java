package playhouse.serving.analytics.kpis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** The first points after a place, of many that come in no order; it holds a page at most. */
final class PageBuilder {
  private final long snapshot;
  private final Optional<Cursor> after;
  private final int limit;
  private final PriorityQueue<Point> first = new PriorityQueue<>(Collections.reverseOrder());
  private boolean more;
  private Instant computedAt = Instant.MIN;
  private Instant cutOff = Instant.MIN;

  PageBuilder(long snapshot, Optional<Cursor> after, int limit) {
    this.snapshot = snapshot;
    this.after = after;
    this.limit = limit;
  }

  void add(Point point) {
    computedAt = later(computedAt, point.computedAt());
    cutOff = later(cutOff, point.cutOff());
    if (after.isPresent() && !after.get().isBefore(point)) {
      return;
    }
    first.add(point);
    if (first.size() > limit) {
      first.remove();
      more = true;
    }
  }

  Page page() {
    List<Point> points = new ArrayList<>(first);
    Collections.sort(points);
    return new Page(snapshot, List.copyOf(points), more, known(computedAt), known(cutOff));
  }

  private static Instant later(Instant one, Optional<Instant> other) {
    return other.filter(one::isBefore).orElse(one);
  }

  private static Optional<Instant> known(Instant instant) {
    return instant.equals(Instant.MIN) ? Optional.empty() : Optional.of(instant);
  }
}
