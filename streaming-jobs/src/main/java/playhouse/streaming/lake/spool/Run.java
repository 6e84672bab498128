package playhouse.streaming.lake.spool;

import java.util.Collection;

/** Late rows sorted by table and day. */
interface Run {

  /**
   * The rows of one table and one day.
   *
   * @param lane number of the lane
   * @param day since 1970
   */
  record Group(int lane, int day) implements Comparable<Group> {
    @Override
    public int compareTo(Group other) {
      return lane != other.lane
          ? Integer.compare(lane, other.lane)
          : Integer.compare(day, other.day);
    }
  }

  /** Takes a row; the row may be kept. */
  interface RowSink {
    void take(SpooledRow row);
  }

  /** The groups there are. */
  Collection<Group> groups();

  /** Reads a group's rows; may be done again. */
  void read(Group group, RowSink sink);
}
