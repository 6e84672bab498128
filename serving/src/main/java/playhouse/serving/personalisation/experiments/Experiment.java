package playhouse.serving.personalisation.experiments;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * An experiment in its life.
 *
 * @param salt that its people are spread over arms by
 * @param variant what everybody gets once it has ended
 * @param reason why it ended
 * @param srm since when its shares are not to be believed
 */
public record Experiment(
    Design design,
    String salt,
    State state,
    String who,
    Instant created,
    Optional<Instant> started,
    Optional<Instant> ended,
    Optional<String> variant,
    Optional<String> reason,
    Optional<Instant> srm) {

  /** Where it is in its life. */
  public enum State {
    /** It can be changed, and everybody gets the control. */
    DRAFT,
    /** People are spread over its arms. */
    RUNNING,
    /** It was ended for harm, or by people. */
    STOPPED,
    /** It was ended for what it showed. */
    CONCLUDED;

    /** As it stands in the database and in answers. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Its name. */
  public String key() {
    return design.key();
  }
}
