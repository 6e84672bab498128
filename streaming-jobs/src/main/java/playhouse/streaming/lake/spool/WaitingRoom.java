package playhouse.streaming.lake.spool;

import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;

/** Where rows wait, and the door: they come in one by one and leave all at once. */
public final class WaitingRoom {

  private final Spool spool;
  private final DayByDay path;
  private final Ebb ebb = new Ebb();

  /** Those who wait in the spool, and the way they go. */
  public WaitingRoom(Spool spool, DayByDay path) {
    this.spool = spool;
    this.path = path;
  }

  /** Lets a row in. */
  public void add(SpooledRow row, long nowMillis) {
    spool.add(row);
    ebb.arrived(nowMillis);
  }

  /** Where they wait. */
  public Spool spool() {
    return spool;
  }

  /**
   * Writes those who wait, if it is time; the files by lane, empty if it is not.
   *
   * @param checkpoint the checkpoint that will name the files
   * @param settled whether everything of earlier checkpoints is in the lake: only then can the lake
   *     tell what it holds
   */
  public Map<Integer, List<DataFile>> leave(long checkpoint, boolean settled, long nowMillis) {
    if (!ebb.due(spool.rows(), nowMillis) || !settled) {
      return Map.of();
    }
    Map<Integer, List<DataFile>> files = path.write(spool.runs(), nowMillis);
    spool.clear(checkpoint);
    ebb.written();
    return files;
  }
}
