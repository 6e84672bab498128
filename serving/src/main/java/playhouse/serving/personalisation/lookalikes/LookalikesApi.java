package playhouse.serving.personalisation.lookalikes;

import java.util.OptionalInt;
import java.util.UUID;

/**
 * Who watches as those of a segment do, from memory, as of some minutes ago. Whether anybody may be
 * targeted by the segment is not looked at: {@code SegmentsApi} is asked for that.
 */
public interface LookalikesApi {
  /**
   * Whether what somebody watched lately is as like to what the segment's people watch as it is of
   * half of them, and liker than it is of nine in ten of everybody. No while that is not known yet.
   */
  boolean like(UUID person, String segment);

  /** Whether anything is known of what somebody watches. */
  boolean known(UUID person);

  /** How many people anything is known of. */
  int people();

  /** How many of these are in a segment, whether or not anybody may be targeted by it. */
  OptionalInt size(String segment);
}
