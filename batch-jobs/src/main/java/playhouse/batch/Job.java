package playhouse.batch;

import java.util.List;

/**
 * One step of the batch: reads tables, writes tables of its own, and changes nothing if run again.
 */
public interface Job {
  /** The word that runs it, such as {@code plays}. */
  String name();

  /** What it does, in one line. */
  String purpose();

  /** Jobs that are run before it, when it is run alone. */
  default List<String> needs() {
    return List.of();
  }

  /** Does it; bad data is no failure, an unreachable lake is an unchecked exception. */
  Outcome run(Lake lake, Request request);
}
