package playhouse.contracts.behaviour;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import playhouse.contracts.behaviour.Sessions.Session;

/**
 * What one person did, being gathered in any order or in parts, for {@link Sessions}: spans of time
 * without a gap that would end a session, and how many events lie in each. Instants are
 * microseconds since 1970.
 */
public final class SessionSpans {
  private static final int ROOM = 4;
  private static final int FIELDS = 3;

  /** From, to and count of spans in order; none crosses midnight UTC. */
  private long[] spans = new long[FIELDS];

  private int count;
  private long[] crashes = new long[0];

  /** The person did something. */
  public void event(long micros) {
    add(micros, micros, 1);
  }

  /** The app crashed: that makes no session, but may fall into one. */
  public void crash(long micros) {
    crashes = Arrays.copyOf(crashes, crashes.length + 1);
    crashes[crashes.length - 1] = micros;
  }

  /** Takes in what others gathered of the same person. */
  public void add(SessionSpans others) {
    for (int i = 0; i < others.count; i++) {
      add(others.from(i), others.to(i), others.events(i));
    }
    for (long crash : others.crashes) {
      crash(crash);
    }
  }

  /** The sessions, in order, as {@link Sessions#whole} cuts them. */
  public List<Session> sessions() {
    List<Session> sessions = new ArrayList<>();
    int next = 0;
    while (next < count) {
      long started = from(next);
      long limit = Sessions.limit(started);
      long ended = started;
      long events = 0;
      do {
        if (from(next) < limit) {
          ended = to(next);
          events += events(next);
        }
        next++;
      } while (next < count && from(next) - to(next - 1) <= Sessions.GAP_MICROS);
      sessions.add(new Session(started, ended, events));
    }
    return sessions;
  }

  /** Instants of the crashes, ascending. */
  public long[] crashes() {
    long[] sorted = crashes.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private void add(long from, long to, long events) {
    int first = 0;
    while (first < count && to(first) < from && !together(first, from, to)) {
      first++;
    }
    long least = from;
    long most = to;
    long all = events;
    int next = first;
    while (next < count && together(next, from, to)) {
      least = Math.min(least, from(next));
      most = Math.max(most, to(next));
      all += events(next);
      next++;
    }
    put(first, next, least, most, all);
  }

  /** True if a span lies on the same day as another stretch of time, and no gap parts them. */
  private boolean together(int span, long from, long to) {
    return Sessions.day(from(span)) == Sessions.day(from)
        && from(span) - to <= Sessions.GAP_MICROS
        && from - to(span) <= Sessions.GAP_MICROS;
  }

  /** Puts one span where those from {@code first} to before {@code next} were. */
  private void put(int first, int next, long from, long to, long events) {
    int changed = count - (next - first) + 1;
    if (FIELDS * changed > spans.length) {
      spans = Arrays.copyOf(spans, spans.length + FIELDS * ROOM);
    }
    System.arraycopy(spans, FIELDS * next, spans, FIELDS * (first + 1), FIELDS * (count - next));
    spans[FIELDS * first] = from;
    spans[FIELDS * first + 1] = to;
    spans[FIELDS * first + 2] = events;
    count = changed;
  }

  private long from(int span) {
    return spans[FIELDS * span];
  }

  private long to(int span) {
    return spans[FIELDS * span + 1];
  }

  private long events(int span) {
    return spans[FIELDS * span + 2];
  }
}
