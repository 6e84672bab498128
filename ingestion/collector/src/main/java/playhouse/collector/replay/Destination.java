package playhouse.collector.replay;

import java.util.List;

/** Whoever judges events that are sent once more. */
public interface Destination {

  /** Most events that are sent together: their names must fit into a header. */
  int MOST = 100;

  /**
   * Sends what may stand on lines together, or one alone that may not; the answer has a verdict for
   * each.
   */
  List<Verdict> send(List<Letter> letters);
}
