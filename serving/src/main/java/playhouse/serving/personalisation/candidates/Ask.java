package playhouse.serving.personalisation.candidates;

import java.util.Optional;
import java.util.UUID;

/**
 * What is asked for.
 *
 * @param person for whom
 * @param surface where it will be shown
 * @param title the title it starts from; there is one exactly if the surface is NEXT
 * @param catalogue the catalogue that the person was imported with, where the caller named them so
 * @param limit how many titles at most
 */
public record Ask(
    UUID person, Surface surface, Optional<String> title, Optional<String> catalogue, int limit) {

  /** Where a list is shown. */
  public enum Surface {
    /** The first page. */
    HOME,
    /** After a title. */
    NEXT
  }
}
