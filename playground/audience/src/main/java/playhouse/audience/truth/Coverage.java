package playhouse.audience.truth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import playhouse.audience.act.Segment;

/** How much of a title was seen, each part once. */
final class Coverage {

  private Coverage() {}

  /** Length of the union of the played pieces, within the runtime, in media milliseconds. */
  static long distinctMillis(List<Segment> segments, long runtimeMillis) {
    List<Segment> played = new ArrayList<>(segments.size());
    for (Segment segment : segments) {
      if (segment.what() == Segment.What.PLAY) {
        played.add(segment);
      }
    }
    played.sort(Comparator.comparingLong(Segment::fromMillis));
    long seen = 0;
    long covered = 0;
    for (Segment segment : played) {
      long from = Math.max(Math.max(segment.fromMillis(), 0), covered);
      long to = Math.min(segment.toMillis(), runtimeMillis);
      if (to > from) {
        seen += to - from;
        covered = to;
      }
    }
    return seen;
  }
}
