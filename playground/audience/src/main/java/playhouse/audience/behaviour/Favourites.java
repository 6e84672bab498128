package playhouse.audience.behaviour;

import java.util.function.Consumer;
import playhouse.audience.act.Act;
import playhouse.audience.act.Interacted;
import playhouse.audience.act.Interacted.What;
import playhouse.audience.world.Chance;
import playhouse.audience.world.Kind;
import playhouse.audience.world.World;

/** Titles put on somebody's list, and taken off again some days later. */
final class Favourites {

  private static final int LONGEST_DAYS = 10;

  private Favourites() {}

  static void happen(Viewer viewer, long accountSince) {
    int first = Math.toIntExact(Math.floorDiv(accountSince, World.DAY)) + 1;
    first = Math.max(first, viewer.world().plan().firstDay());
    if (viewer.day() >= first) {
      added(viewer, viewer.day(), true, viewer.out());
    }
    for (int ago = 1; ago <= LONGEST_DAYS && viewer.day() - ago >= first; ago++) {
      added(viewer, viewer.day() - ago, false, viewer.out());
    }
  }

  /** The favourite of a day follows from the day, so that its removal can be known later. */
  private static void added(Viewer viewer, int day, boolean now, Consumer<Act> out) {
    int person = viewer.person().index();
    Chance chance = viewer.world().chance(Chance.Purpose.FAVOURITE, person, day);
    if (!chance.hit(0.06)) {
      return;
    }
    boolean regretted = chance.hit(0.4);
    int after = chance.between(1, LONGEST_DAYS);
    if (!now && (!regretted || viewer.day() != day + after)) {
      return;
    }
    Kind kind = viewer.taste().kind(chance);
    int genre = viewer.taste().genre(kind, day, chance);
    int title = viewer.world().catalogue().choose(kind, genre, day, chance).index();
    long at =
        viewer.day() * World.DAY
            + viewer.person().rhythm().moment(viewer.person().region(), chance);
    What what = now ? What.FAVOURITE : What.UNFAVOURITE;
    out.accept(
        new Interacted(viewer.ids().next(), person, viewer.device(), at, what, title, "", 0));
  }
}
