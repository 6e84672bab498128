package playhouse.serving.personalisation.candidates;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import playhouse.serving.acquisition.rights.Place;

/**
 * What is asked for.
 *
 * @param person for whom
 * @param surface where it will be shown
 * @param title the title it starts from; there is one exactly if the surface is about one
 * @param catalogue the catalogue that the person was imported with, where the caller named them so
 * @param query what was searched for; there is one exactly if the surface is SEARCH
 * @param context where they are
 * @param limit how many titles at most
 */
public record Ask(
    UUID person,
    Surface surface,
    Optional<String> title,
    Optional<String> catalogue,
    Optional<String> query,
    Context context,
    int limit) {

  /** The same of somebody of whom is not said where they are. */
  public Ask(
      UUID person, Surface surface, Optional<String> title, Optional<String> catalogue, int limit) {
    this(person, surface, title, catalogue, Optional.empty(), Context.UNKNOWN, limit);
  }

  /**
   * Where somebody is; each is empty if it is not said.
   *
   * @param territory ISO 3166-1 alpha-2
   * @param platform tv, web, ios, android, console or other
   * @param place what of that rights go by
   */
  public record Context(Optional<String> territory, Optional<String> platform, Place place) {
    /** Nothing is said. */
    public static final Context UNKNOWN =
        new Context(Optional.empty(), Optional.empty(), Place.unknown(Instant.EPOCH));
  }

  /** Where a list is shown. */
  public enum Surface {
    /** The first page. */
    HOME(false),
    /** The first page in rows: what was begun, what is new, and so on. */
    HOME_ROWS(false),
    /** What to go on with after a title. */
    NEXT(true),
    /** Beside a title, to everybody the same but for what they may not see. */
    SIMILAR(true),
    /** While the credits run. */
    POST_PLAY(true),
    /** Picks in a letter: nothing is tried out there. */
    EMAIL(false),
    /** Among what was searched for. */
    SEARCH(false);

    private final boolean aboutTitle;

    Surface(boolean aboutTitle) {
      this.aboutTitle = aboutTitle;
    }

    /** As it is called in requests and facts, such as {@code home-rows}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one that is called so. */
    public static Optional<Surface> of(String text) {
      return Arrays.stream(values()).filter(surface -> surface.text().equals(text)).findFirst();
    }

    /** Whether it starts from a title. */
    public boolean isAboutTitle() {
      return aboutTitle;
    }
  }
}
