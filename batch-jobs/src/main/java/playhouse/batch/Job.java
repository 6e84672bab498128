package playhouse.batch;

/**
 * One step of the batch: reads tables, writes tables of its own, and changes nothing if run again.
 */
public interface Job {
  /** The word that runs it, such as {@code plays}. */
  String name();

  /** What it does, in one line. */
  String purpose();

  /** Does it; bad data is no failure, an unreachable lake is an unchecked exception. */
  Outcome run(Lake lake, Request request);
}
