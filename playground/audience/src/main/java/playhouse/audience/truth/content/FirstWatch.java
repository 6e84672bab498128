package playhouse.audience.truth.content;

import java.util.Map;
import java.util.TreeMap;
import playhouse.audience.act.Act;
import playhouse.audience.act.Registered;
import playhouse.audience.act.Watched;
import playhouse.audience.truth.Chapter;
import playhouse.audience.truth.Known;
import playhouse.audience.truth.Play;
import playhouse.audience.truth.Tally;
import playhouse.audience.world.Genre;
import playhouse.audience.world.Title;
import playhouse.audience.world.World;

/** What new people watch first. */
public final class FirstWatch implements Chapter {

  private static final long DAY = 86_400_000;

  private final World world;
  private final Map<Integer, Long> verified = new TreeMap<>();
  private final Map<Integer, Watched> first = new TreeMap<>();

  /** The people of a world. */
  public FirstWatch(World world) {
    this.world = world;
  }

  @Override
  public void registered(Registered act) {
    if (act.verifiedAt() != Act.NEVER) {
      verified.merge(act.person(), act.verifiedAt(), Math::min);
    }
  }

  @Override
  public void played(Watched act, Play play) {
    if (play.qualified() && world.person(act.person()).named()) {
      first.merge(act.person(), act, (one, other) -> one.at() <= other.at() ? one : other);
    }
  }

  @Override
  public void total(Known known, Tally tally) {
    first.forEach(
        (person, play) -> {
          Long joined = verified.get(person);
          if (joined != null && joined >= play.at() - 28 * DAY && joined <= play.at() + DAY) {
            Title title = world.catalogue().title(play.title());
            tally.add("first watches", "", play.at(), 1);
            tally.add("first watches", "type=" + title.kind().word(), play.at(), 1);
            tally.add("first watches", "genre=" + Genre.name(title.genre()), play.at(), 1);
          }
        });
  }
}
