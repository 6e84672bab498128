package playhouse.audience.truth;

/** Who of a group was there when, in one zone. */
public interface Attendance {

  /** True if the one at a place in the group was active on an epoch day. */
  boolean active(int member, int day);

  /** True if they were so in company: they commented, liked, shared or sent danmaku. */
  int sociable(int day);

  /** Everybody's sessions. */
  void sessions(Session session);

  /** Told of a session of the one at a place in the group; both moments in epoch milliseconds. */
  interface Session {
    void held(int member, long start, long end);
  }

  /** How many they are. */
  int population();
}
