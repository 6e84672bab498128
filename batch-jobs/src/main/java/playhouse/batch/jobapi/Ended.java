package playhouse.batch.jobapi;

import java.util.Optional;

/**
 * How a run was over.
 *
 * @param exit what its process ended with; empty if nobody knows
 * @param failure why it failed, in one line; empty if it did not
 * @param result what it answered, as JSON
 */
record Ended(State state, Optional<Integer> exit, String failure, Optional<String> result) {
  private static final int MISUNDERSTOOD = 2;

  /** It ended by itself. */
  static Ended with(int exit, String lastWords, Optional<String> result) {
    String why =
        exit == MISUNDERSTOOD ? "it was not understood" : "it ended with exit code " + exit;
    return exit == 0
        ? new Ended(State.SUCCESS, Optional.of(exit), "", result)
        : new Ended(
            State.DEAD,
            Optional.of(exit),
            lastWords.isEmpty() ? why : why + ": " + lastWords,
            result);
  }

  /** It is gone, and has left nothing that says how. */
  static Ended dead(String why) {
    return new Ended(State.DEAD, Optional.empty(), why, Optional.empty());
  }

  /** It was cancelled. */
  static Ended killed() {
    return new Ended(State.KILLED, Optional.empty(), "", Optional.empty());
  }
}
