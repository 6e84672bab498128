package playhouse.serving.personalisation.recommend;

import java.util.HashSet;
import java.util.Set;
import playhouse.serving.personalisation.candidates.Candidate;
import playhouse.serving.personalisation.candidates.Viewer;
import playhouse.serving.personalisation.titles.Titles;

/** Keeps out of one list what must not be in it: seen, withdrawn, foreign, or there already. */
final class Sieve {
  private final Titles titles;
  private final Viewer viewer;
  private final Set<String> taken = new HashSet<>();

  Sieve(Titles titles, Viewer viewer) {
    this.titles = titles;
    this.viewer = viewer;
  }

  boolean lets(Candidate candidate) {
    String title = candidate.title();
    return !viewer.saw(title)
        && isOfTheirCatalogues(title)
        && !titles.isWithdrawn(title)
        && taken.add(title);
  }

  private boolean isOfTheirCatalogues(String title) {
    return viewer.catalogues().isEmpty() || viewer.catalogues().contains(Titles.catalogueOf(title));
  }
}
