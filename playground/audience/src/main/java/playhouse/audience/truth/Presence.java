package playhouse.audience.truth;

import java.util.Arrays;
import playhouse.audience.act.Segment;
import playhouse.audience.act.Watched;

/**
 * When somebody was there: stretches with more than half an hour of silence between any two,
 * whatever the order in which they were learned.
 */
final class Presence {

  /** The longest silence within a session, in milliseconds. */
  private static final long SILENCE = 30 * 60_000;

  private long[] starts = new long[4];
  private long[] ends = new long[4];
  private int size;

  /** They were there for a play, unless its player was silent for too long in between. */
  void add(Watched act) {
    long start = act.at();
    long heard = act.at();
    long now = act.at();
    for (Segment segment : act.segments()) {
      boolean silent = segment.what() == Segment.What.PAUSE || segment.what() == Segment.What.WAIT;
      if (!silent && now - heard > SILENCE) {
        add(start, heard);
        // A jump or stall is reported when it is over.
        start = segment.what() == Segment.What.PLAY ? now : now + segment.wallMillis();
      }
      now += segment.wallMillis();
      if (!silent) {
        heard = now;
      }
    }
    if (now - heard > SILENCE) {
      add(start, heard);
      start = now;
    }
    add(start, now);
  }

  /** They were there from start to end, epoch milliseconds, both included. */
  void add(long start, long end) {
    int after = size;
    while (after > 0 && starts[after - 1] > end + SILENCE) {
      after--;
    }
    int first = after;
    long from = start;
    long to = end;
    while (first > 0 && ends[first - 1] + SILENCE >= start) {
      first--;
      from = Math.min(from, starts[first]);
      to = Math.max(to, ends[first]);
    }
    replace(first, after, from, to);
  }

  /** Told of a session: its first and last moment. */
  interface Session {
    void held(long start, long end);
  }

  /** Tells of each session. */
  void sessions(Session session) {
    for (int i = 0; i < size; i++) {
      session.held(starts[i], ends[i]);
    }
  }

  private void replace(int first, int after, long from, long to) {
    int newSize = size - (after - first) + 1;
    if (newSize > starts.length) {
      starts = Arrays.copyOf(starts, newSize * 2);
      ends = Arrays.copyOf(ends, newSize * 2);
    }
    System.arraycopy(starts, after, starts, first + 1, size - after);
    System.arraycopy(ends, after, ends, first + 1, size - after);
    starts[first] = from;
    ends[first] = to;
    size = newSize;
  }
}
