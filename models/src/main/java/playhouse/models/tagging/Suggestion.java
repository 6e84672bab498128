package playhouse.models.tagging;

import java.util.List;

/**
 * A tag that fits a title.
 *
 * @param confidence how likely somebody who knows the title agrees, 0 to 1
 * @param evidence what speaks for it, what says most first; never empty
 */
public record Suggestion(String tag, double confidence, List<Evidence> evidence) {
  /** As many pieces of evidence as are told of. */
  static final int MOST_EVIDENCE = 12;
}
