package playhouse.serving.personalisation.tagging;

import java.util.List;

/**
 * Tags as others may use them, from memory: those that people accepted, and those that are sure
 * before anybody looked. A change is known within a second.
 */
public interface TagsApi {
  /**
   * A tag of a title.
   *
   * @param id {@code iab:} and a unique id of IAB Tech Lab's Content Taxonomy 3.1, or one of ours
   * @param confidence 0 to 1; 1 once somebody accepted it
   */
  record Tag(String id, double confidence, boolean accepted) {}

  /** A title that has tags in common with another; likeness is 0 to 1. */
  record Like(String title, double likeness) {}

  /** Those of a title, the surest first. */
  List<Tag> of(String title);

  /**
   * Those that fit a moment of a title, for what is shown there: what is written of the whole, and
   * of what is said or seen only what is within half a minute.
   *
   * @param positionMillis of the media's time
   */
  List<Tag> at(String title, long positionMillis);

  /** Titles that have rare tags other than genres in common with that one, the likest first. */
  List<Like> like(String title);
}
