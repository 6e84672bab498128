package playhouse.contracts.behaviour;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Cuts what a person did into sessions: runs without a gap of more than half an hour. */
public final class Sessions {
  /** The longest gap within a session. */
  public static final Duration GAP = Duration.ofMinutes(30);

  private static final long GAP_MICROS = GAP.toMillis() * 1000;

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
}
