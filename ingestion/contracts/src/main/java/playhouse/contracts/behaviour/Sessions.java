package playhouse.contracts.behaviour;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts what a person did into sessions: runs without a gap of more than half an hour. */
public final class Sessions {
  /** The longest gap within a session. */
  public static final Duration GAP = Duration.ofMinutes(30);

  static final long GAP_MICROS = GAP.toMillis() * 1000;
  private static final long DAY_MICROS = 86_400_000_000L;

  private Sessions() {}

  /**
   * One session.
   *
   * @param startedMicros its first event, microseconds since 1970
   * @param endedMicros its last event
   * @param events how many
   */
  public record Session(long startedMicros, long endedMicros, long events) {}

  /**
   * The sessions of one person, in order.
   *
   * @param sortedMicros instants of the person's events, ascending, in microseconds since 1970
   */
  public static List<Session> of(long[] sortedMicros) {
    List<Session> sessions = new ArrayList<>();
    int first = 0;
    for (int next = 1; next <= sortedMicros.length; next++) {
      boolean ends =
          next == sortedMicros.length || sortedMicros[next] - sortedMicros[next - 1] > GAP_MICROS;
      if (ends) {
        sessions.add(new Session(sortedMicros[first], sortedMicros[next - 1], next - first));
        first = next;
      }
    }
    return sessions;
  }

  /**
   * The same, each followed to the end of the day of UTC after that on which it began, however much
   * more is at hand.
   */
  public static List<Session> whole(long[] sortedMicros) {
    return of(sortedMicros).stream().map(session -> within(session, sortedMicros)).toList();
  }

  /**
   * How many crashes fall into a session: within it, or within half an hour after its last event.
   *
   * @param sortedMicros instants of the person's crashes, ascending
   */
  public static long crashes(Session session, long[] sortedMicros) {
    int before = place(sortedMicros, session.startedMicros());
    int until = place(sortedMicros, session.endedMicros() + GAP_MICROS);
    return (long) until - before;
  }

  private static Session within(Session session, long[] sorted) {
    long limit = limit(session.startedMicros());
    if (session.endedMicros() < limit) {
      return session;
    }
    int first = place(sorted, session.startedMicros());
    int end = place(sorted, limit);
    return new Session(session.startedMicros(), sorted[end - 1], end - first);
  }

  /** Where a session ends at the latest. */
  static long limit(long startedMicros) {
    return (day(startedMicros) + 2) * DAY_MICROS;
  }

  /** The day of UTC of an instant, counted from 1970-01-01. */
  static long day(long micros) {
    return Math.floorDiv(micros, DAY_MICROS);
  }

  /** How many instants lie before this one. */
  private static int place(long[] sorted, long instant) {
    int found = Arrays.binarySearch(sorted, instant);
    int place = found >= 0 ? found : -found - 1;
    while (place > 0 && sorted[place - 1] == instant) {
      place--;
    }
    return place;
  }
}
