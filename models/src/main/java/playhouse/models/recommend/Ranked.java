package playhouse.models.recommend;

import java.util.Optional;

/**
 * A title in a ranked list.
 *
 * @param title title id
 * @param score higher is better; comparable only within one list
 * @param because the title of the person's history that spoke most for it, where one did
 * @param source which part of the model put it there: {@link #NEXT}, {@link #SIMILAR} or {@link
 *     #POPULAR}
 */
public record Ranked(String title, double score, Optional<String> because, String source) {
  /** From the linear next-title model. */
  public static final String NEXT = "next";

  /** From the likeness of titles that the same people took. */
  public static final String SIMILAR = "similar";

  /** From the number of people who took it. */
  public static final String POPULAR = "popular";
}
