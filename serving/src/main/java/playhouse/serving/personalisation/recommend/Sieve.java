package playhouse.serving.personalisation.recommend;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Viewer;
import playhouse.serving.personalisation.titles.TitleCard;
import playhouse.serving.personalisation.titles.Titles;

/**
 * Keeps out of one list what must not be in it: withdrawn, without a licence, for older people,
 * blocked, foreign, seen, or there already.
 */
public final class Sieve {
  private final Titles titles;
  private final Viewer viewer;
  private final Predicate<String> watchable;
  private final boolean searched;
  private final Optional<String> about;
  private final Set<String> taken = new HashSet<>();

  /**
   * For one list.
   *
   * @param watchable what licences say of a title
   */
  public Sieve(Titles titles, Viewer viewer, Ask ask, Predicate<String> watchable) {
    this.titles = titles;
    this.viewer = viewer;
    this.watchable = watchable;
    this.searched = ask.surface() == Ask.Surface.SEARCH || ask.surface() == Ask.Surface.SIMILAR;
    this.about = ask.title();
  }

  /**
   * Whether the title may be in the list; the second time it is there already.
   *
   * @param again whether it may be shown although it was seen, to be gone on with
   */
  public boolean lets(String title, boolean again) {
    return isNew(title, again) && mayBeShown(title) && taken.add(title);
  }

  /** Whether it may still be shown: asked once more of what was chosen. */
  public boolean mayBeShown(String title) {
    return !titles.isWithdrawn(title)
        && suits(title)
        && !viewer.blocked().contains(title)
        && isOfTheirCatalogues(title)
        && watchable.test(title);
  }

  /** Who searches, or looks at a title, may find what they saw. */
  private boolean isNew(String title, boolean again) {
    return !about.equals(Optional.of(title)) && (again || searched || !viewer.saw(title));
  }

  /** What nobody said an age of is not for children. */
  private boolean suits(String title) {
    if (viewer.mostAge().isEmpty()) {
      return true;
    }
    int most = viewer.mostAge().getAsInt();
    return titles.card(title).filter(card -> card.suits(most)).isPresent();
  }

  private boolean isOfTheirCatalogues(String title) {
    return viewer.catalogues().isEmpty() || viewer.catalogues().contains(Titles.catalogueOf(title));
  }

  /** Whether a title of the catalogue may be in the list, and is not yet. */
  boolean letsMore(TitleCard card) {
    return !taken.contains(card.title()) && lets(card.title(), false);
  }
}
