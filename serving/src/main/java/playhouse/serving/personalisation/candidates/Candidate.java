package playhouse.serving.personalisation.candidates;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A title that may be shown.
 *
 * @param title which
 * @param score what its source gave it; comparable only within that source
 * @param because what speaks for it; looked up for those only that are shown
 */
public record Candidate(String title, double score, Supplier<Because> because) {

  /** One with nothing to look up. */
  public static Candidate of(String title, double score, Why why) {
    return new Candidate(title, score, () -> new Because(why, Optional.empty(), Optional.empty()));
  }

  /** One that another title speaks for. */
  public static Candidate of(String title, double score, Why why, String because) {
    return new Candidate(
        title, score, () -> new Because(why, Optional.of(because), Optional.empty()));
  }

  /**
   * What speaks for a title.
   *
   * @param title the title that spoke most for it, where one did
   * @param name of the person who made it, where that speaks for it; or the day until which it is
   *     there
   */
  public record Because(Why why, Optional<String> title, Optional<String> name) {}

  /** Kinds of what speaks for a title. */
  public enum Why {
    /** It is what was searched for. */
    FOUND,
    /** The person began it. */
    CONTINUE,
    /** It is the next episode of what they watch. */
    EPISODE,
    /** People took it after what this person took. */
    NEXT,
    /** The same people took it as something this person took. */
    SIMILAR,
    /** It is about the same as something this person took. */
    TEXT,
    /** Somebody made it who made what this person likes. */
    FOLLOWED,
    /** More people than usual take it now. */
    TRENDING,
    /** Many people took it. */
    POPULAR,
    /** It will be gone soon. */
    LEAVING,
    /** It is new. */
    NEW,
    /** It is there, and nothing speaks against it. */
    THERE
  }
}
