package playhouse.serving.personalisation.candidates;

import java.util.Optional;

/**
 * A title that may be shown.
 *
 * @param title which
 * @param score what its source gave it; comparable only within that source
 * @param why what speaks for it
 * @param because the title of the person's history that spoke most for it, where one did
 */
public record Candidate(String title, double score, Why why, Optional<String> because) {

  /** What speaks for a title. */
  public enum Why {
    /** People took it after what this person took. */
    NEXT,
    /** The same people took it as something this person took. */
    SIMILAR,
    /** Many people took it. */
    POPULAR,
    /** It is new. */
    NEW
  }
}
