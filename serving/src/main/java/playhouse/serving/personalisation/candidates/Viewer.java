package playhouse.serving.personalisation.candidates;

import java.util.List;
import java.util.Set;
import playhouse.models.recommend.Taken;

/**
 * The person as the pipeline sees them.
 *
 * @param history what they took up, latest first; empty if we know nothing of them
 * @param seen titles that need not be shown again
 * @param catalogues catalogues their titles come from; empty if anything may be shown
 * @param featuresVersion version of the live features this rests on; 0 without
 */
public record Viewer(
    List<Taken> history, Set<String> seen, Set<String> catalogues, long featuresVersion) {

  /** Whether we know nothing of their taste. */
  public boolean isCold() {
    return history.isEmpty();
  }
}
