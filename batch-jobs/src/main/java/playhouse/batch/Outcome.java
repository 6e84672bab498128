package playhouse.batch;

import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a job did.
 *
 * @param inputs snapshot read of each input table, and version of each definition followed; what
 *     the next incremental run starts from
 * @param days days that were written; those found to be as they should be are not among them
 * @param rows rows written
 * @param detail what the job says of itself, in one line
 */
public record Outcome(
    Map<String, Long> inputs, NavigableSet<LocalDate> days, long rows, String detail) {

  /** A job that read and wrote these and owns no days. */
  public static Outcome of(Map<String, Long> inputs, long rows, String detail) {
    return new Outcome(new TreeMap<>(inputs), new TreeSet<>(), rows, detail);
  }
}
