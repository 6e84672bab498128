package playhouse.serving.personalisation.recommend;

import java.util.List;
import java.util.UUID;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Viewer;

/**
 * A list as it was given out.
 *
 * @param id of the list
 * @param ask what was asked for
 * @param viewer what was known of the person
 * @param servedBy the highest rung of the ladder that had something to show
 * @param modelVersion version of the model that was active; empty without one
 * @param items best first
 * @param millis how long it took
 */
public record ServedList(
    UUID id,
    Ask ask,
    Viewer viewer,
    String servedBy,
    String modelVersion,
    List<Item> items,
    double millis) {

  /**
   * A title in its place.
   *
   * @param title which
   * @param score what its source gave it, or 0 if it only fills up the list
   * @param propensity how likely it was to be put there
   * @param source rung of the ladder it came from
   * @param reason why it is shown
   */
  public record Item(String title, double score, double propensity, String source, Reason reason) {}
}
