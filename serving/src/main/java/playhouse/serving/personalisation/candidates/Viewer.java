package playhouse.serving.personalisation.candidates;

import java.util.List;
import java.util.Set;
import playhouse.contracts.behaviour.FormerTitles;
import playhouse.models.recommend.Taken;

/**
 * The person as the pipeline sees them.
 *
 * @param history what they took up, latest first; empty if we know nothing of them
 * @param recent titles that need not be shown again
 * @param former more of them, from longer ago
 * @param catalogues catalogues their titles come from; empty if anything may be shown
 * @param featuresVersion version of the live features this rests on; 0 without
 */
public record Viewer(
    List<Taken> history,
    Set<String> recent,
    FormerTitles former,
    Set<String> catalogues,
    long featuresVersion) {

  /** Whether the title need not be shown again. */
  public boolean saw(String title) {
    return recent.contains(title) || former.contains(title);
  }

  /** Whether we know nothing of their taste. */
  public boolean isCold() {
    return history.isEmpty();
  }
}
