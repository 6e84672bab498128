package playhouse.audience.behaviour;

import java.util.List;
import playhouse.audience.world.Catalogue;
import playhouse.audience.world.Chance;
import playhouse.audience.world.Kind;
import playhouse.audience.world.Title;

/** What somebody plays next: by taste, by what they follow, and by what they just watched. */
final class Choice {

  private static final int FORTNIGHT = 14;

  private final Viewer viewer;
  private final Chance chance;
  private final Catalogue catalogue;

  Choice(Viewer viewer) {
    this.viewer = viewer;
    this.chance = viewer.chance();
    this.catalogue = viewer.world().catalogue();
  }

  /** Something new to begin with. */
  Wish fresh(String surface) {
    Kind kind = viewer.taste().kind(chance);
    if (kind == Kind.EPISODE) {
      return new Wish(followed(), surface, "", false);
    }
    int genre = viewer.taste().genre(kind, viewer.day(), chance);
    return new Wish(catalogue.choose(kind, genre, viewer.day(), chance), surface, "", false);
  }

  /** What comes after: the next episode, something close, or something else. */
  Wish after(Wish last) {
    Title title = last.title();
    if (title.kind() == Kind.EPISODE) {
      List<Title> episodes = catalogue.episodes(title.series());
      if (title.episode() < episodes.size() && chance.hit(0.8)) {
        return new Wish(episodes.get(title.episode()), "post-play", "", chance.hit(0.7));
      }
    } else if (chance.hit(title.kind() == Kind.TRACK ? 0.6 : 0.3)) {
      boolean autoplay = title.kind() == Kind.TRACK;
      return new Wish(catalogue.near(title, viewer.day(), chance), "next", "", autoplay);
    }
    return fresh("home");
  }

  /** Everybody follows two series a fortnight and gets through them episode by episode. */
  private Title followed() {
    int period = viewer.day() / FORTNIGHT;
    long slot = period * 2L + chance.below(2);
    Chance fixed = viewer.world().chance(Chance.Purpose.SERIES, viewer.person().index(), slot);
    int genre = viewer.taste().genre(Kind.SERIES, period * FORTNIGHT, fixed);
    Title series = catalogue.choose(Kind.SERIES, genre, viewer.day(), fixed);
    List<Title> episodes = catalogue.episodes(series.index());
    return episodes.get(viewer.day() % FORTNIGHT * episodes.size() / FORTNIGHT);
  }
}
