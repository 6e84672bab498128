package playhouse.serving.personalisation.candidates;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import playhouse.contracts.behaviour.FormerTitles;
import playhouse.models.recommend.Taken;
import playhouse.serving.personalisation.signals.Unfinished;

/**
 * The person as the pipeline sees them.
 *
 * @param history what they took up, latest first; empty if we know nothing of them
 * @param recent titles that need not be shown again
 * @param former more of them, from longer ago
 * @param catalogues catalogues their titles come from; empty if anything may be shown
 * @param genres share of each genre in what they took and cared for; sums to 1, or empty
 * @param unfinished what they began, latest first
 * @param liked what they like, latest first
 * @param blocked what they do not want to be shown
 * @param mostAge years of age up to which titles are suitable for them; empty if there is no limit
 * @param featuresVersion version of the live features this rests on; 0 without
 */
public record Viewer(
    List<Taken> history,
    Set<String> recent,
    FormerTitles former,
    Set<String> catalogues,
    Map<String, Float> genres,
    List<Unfinished.Stop> unfinished,
    List<String> liked,
    Set<String> blocked,
    OptionalInt mostAge,
    long featuresVersion) {

  /** Whether the title need not be shown again. */
  public boolean saw(String title) {
    return recent.contains(title) || former.contains(title);
  }

  /** Whether we know nothing of their taste. */
  public boolean isCold() {
    return history.isEmpty();
  }

  /** How much of what a title is they cared for before, 0 to 1. */
  public double likes(List<String> titleGenres) {
    double all = 0;
    for (String genre : titleGenres) {
      all += genres.getOrDefault(genre, 0f);
    }
    return Math.min(1, all);
  }
}
