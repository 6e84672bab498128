package playhouse.streaming.lake.spool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.fs.Path;
import org.apache.iceberg.DataFile;
import playhouse.streaming.lake.Place;
import playhouse.streaming.lake.Retired;

/**
 * Where rows wait, and the door: they come in one by one and leave together.
 *
 * <p>New rows of today and yesterday leave with the next checkpoint, for somebody may be asking for
 * them. What may be in the lake already waits until its inflow ebbs, for looking it up is dear; so
 * do new rows of days gone by, for an import spreads over many days, and each would be a file.
 */
public final class WaitingRoom {

  private final Spool fresh;
  private final Spool late;
  private final DayByDay path;
  private final Ebb ebb = new Ebb();

  /**
   * Nobody waits yet.
   *
   * @param folder for what does not fit into memory
   * @param retired takes files that are no longer needed
   * @param path the way into the tables
   */
  public WaitingRoom(Path folder, Retired retired, DayByDay path) {
    fresh = new Spool(folder, retired);
    late = new Spool(folder, retired);
    this.path = path;
  }

  /** Lets a row in. */
  public void add(SpooledRow row, long nowMillis) {
    if (row.late() || row.day() < TimeUnit.MILLISECONDS.toDays(nowMillis) - 1) {
      late.add(row);
      ebb.arrived(nowMillis);
    } else {
      fresh.add(row);
    }
  }

  /** How many rows wait. */
  public long rows() {
    return fresh.rows() + late.rows();
  }

  /** The first offset of each Kafka partition that still waits once {@link #leave} was called. */
  public Map<Place, Long> firstOffsets() {
    return late.firstOffsets();
  }

  /** Makes those durable that still wait once {@link #leave} was called. */
  public List<byte[]> snapshot() {
    return late.snapshot();
  }

  /** Takes back what {@link #snapshot} said, and lets go of files that it does not name. */
  public void restore(Iterable<byte[]> entries, long restoredCheckpoint)
      throws java.io.IOException {
    entries.forEach(late::restore);
    late.sweep(restoredCheckpoint);
  }

  /**
   * Writes those whose time it is; the files by lane.
   *
   * @param checkpoint the checkpoint that will name the files
   * @param settled whether everything of earlier checkpoints is in the lake: only then can the lake
   *     tell what it holds
   */
  public Map<Integer, List<DataFile>> leave(long checkpoint, boolean settled, long nowMillis) {
    boolean lateToo = ebb.due(late.rows(), nowMillis) && settled;
    List<Run> runs = new ArrayList<>(fresh.runs());
    if (lateToo) {
      // In one go with the fresh ones, which the lake does not hold yet: it may repeat one of them.
      runs.addAll(late.runs());
    }
    Map<Integer, List<DataFile>> files = path.write(runs, nowMillis);
    fresh.clear(checkpoint);
    if (lateToo) {
      late.clear(checkpoint);
      ebb.written();
    }
    return files;
  }
}
