package playhouse.serving.personalisation.segments;

import java.util.UUID;

/**
 * Segments, for those who target people: from memory, as of a second ago at most. Nobody is
 * targeted by a segment that is sensitive or has fewer people than {@code PLAYHOUSE_SEGMENT_LEAST}.
 */
public interface SegmentsApi {
  /**
   * Whether somebody is in a segment. Who has an age limit is in none, nor is who does not let us.
   *
   * @throws playhouse.serving.platform.Refusal 404 if there is no such segment; 403 if nobody is
   *     targeted by it
   */
  boolean in(UUID person, String segment);
}
