package playhouse.serving.personalisation.recommend;

import java.time.Instant;
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
 * @param servedBy the best source that had something to show; {@code nothing} if none had
 * @param modelVersion version of the model that was active; empty without one
 * @param rankedBy what put it in order, such as {@code formula-1/3}: with the third weights; {@code
 *     plain/3} if nothing said how likely outcomes are
 * @param inputNames what each of the items' inputs is; empty where none were asked for
 * @param items best first, or row by row
 * @param rows rows of the first page; empty where a list has none
 * @param degraded what was left out because it failed or was late, such as {@code model:failed}
 * @param millis how long it took
 * @param at when
 */
public record ServedList(
    UUID id,
    Ask ask,
    Viewer viewer,
    String servedBy,
    String modelVersion,
    String rankedBy,
    List<String> inputNames,
    List<Item> items,
    List<Row> rows,
    List<String> degraded,
    double millis,
    Instant at) {

  /**
   * A title in its place.
   *
   * @param title which
   * @param score what it is worth; comparable only within the list
   * @param propensity how likely it was to be put there
   * @param source that spoke most for it
   * @param reason why it is shown
   * @param inputs what the ranker knew of it
   */
  public record Item(
      String title,
      double score,
      double propensity,
      String source,
      Reason reason,
      List<Float> inputs) {}

  /**
   * A row of the first page.
   *
   * @param id stable, such as {@code trending}
   * @param source that its titles come from
   * @param from place among the items of its first
   * @param to place after its last
   */
  public record Row(String id, String english, String chinese, String source, int from, int to) {}
}
