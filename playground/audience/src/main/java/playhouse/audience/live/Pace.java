package playhouse.audience.live;

/**
 * How a rate of events is reached with the people there are.
 *
 * @param seats how many people to keep seated
 * @param heartbeatMillis how often their players report
 * @param offlineEveryMillis how often a device reports what was watched offline
 */
record Pace(int seats, int heartbeatMillis, long offlineEveryMillis) {

  /** How long somebody watched offline, at most. */
  static final long OFFLINE_MILLIS = 20 * 60_000;

  /** How often a player reports that nobody hurries. */
  static final int SLOWEST_MILLIS = 20_000;

  private static final double SEATED_SHARE = 0.6;
  private static final int FASTEST_MILLIS = 500;
  private static final double SHARE_OF_HEARTBEATS = 0.8;
  private static final double SHARE_OF_OFFLINE = 0.06;

  /** The pace for a rate of events a second, with so many people about. */
  static Pace of(int rate, int people) {
    double most = rate * SHARE_OF_HEARTBEATS * SLOWEST_MILLIS / 1000;
    int seats = (int) Math.max(1, Math.min(people * SEATED_SHARE, most));
    double heartbeat = seats * 1000 / (rate * SHARE_OF_HEARTBEATS);
    int millis = (int) Math.max(FASTEST_MILLIS, Math.min(SLOWEST_MILLIS, heartbeat));
    double offlineEvents = (double) OFFLINE_MILLIS / SLOWEST_MILLIS + 20;
    long every = (long) (1000 * offlineEvents / (rate * SHARE_OF_OFFLINE));
    return new Pace(seats, millis, Math.max(100, every));
  }
}
