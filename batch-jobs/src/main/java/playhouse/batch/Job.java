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

  /** Jobs that write what it reads; they are run before it. */
  default List<String> needs() {
    return List.of();
  }

  /** Whether all that come before it must be done, and nothing else be under way. */
  default boolean alone() {
    return false;
  }

  /** Does it; bad data is no failure, an unreachable lake is an unchecked exception. */
  Outcome run(Lake lake, Request request);
}
