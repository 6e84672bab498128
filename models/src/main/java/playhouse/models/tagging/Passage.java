package playhouse.models.tagging;

import java.util.Optional;

/**
 * A text of a title.
 *
 * @param where it stands: name, synopsis, genre or subtitles
 * @param span when it is said; empty for what is written of the title
 */
public record Passage(String where, String text, Optional<Span> span) {
  /** Where an editor's genre stands. */
  public static final String GENRE = "genre";

  /** One that is written of the title. */
  public static Passage of(String where, String text) {
    return new Passage(where, text, Optional.empty());
  }

  /**
   * A part of a title.
   *
   * @param fromMillis of the media's time
   * @param toMillis the first moment after it
   */
  public record Span(long fromMillis, long toMillis) {}
}
