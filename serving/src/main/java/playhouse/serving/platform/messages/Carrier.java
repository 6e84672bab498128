package playhouse.serving.platform.messages;

import java.util.List;

/**
 * Somebody who takes messages on. It never throws for what the other side does: that is an {@link
 * Outcome}.
 */
interface Carrier extends AutoCloseable {
  /** Hands a message over, or the parts of it that are not there yet. */
  Outcome hand(Due due);

  @Override
  void close();

  /** What became of it, as far as it is known. */
  sealed interface Outcome {
    /**
     * What the parts are known by that are there.
     *
     * @see Due#parts
     */
    List<String> parts();

    /** Taken on, all of it. */
    record Accepted(List<String> parts) implements Outcome {}

    /** Not taken on now. */
    record Later(String code, List<String> parts) implements Outcome {}

    /** Not taken on, and never will be. */
    record Refused(String code, List<String> parts) implements Outcome {}

    /** It may or may not have been taken on: nobody has said. */
    record Unknown(String code, List<String> parts) implements Outcome {}
  }
}
