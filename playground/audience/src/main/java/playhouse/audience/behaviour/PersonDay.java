package playhouse.audience.behaviour;

import java.util.Arrays;
import java.util.function.Consumer;
import playhouse.audience.act.Act;
import playhouse.audience.world.Chance;
import playhouse.audience.world.Person;
import playhouse.audience.world.World;

/** What one person does on one UTC day: it follows from the seed, the person and the day. */
public final class PersonDay {

  private static final long MINUTE = 60_000;

  private final World world;
  private final String tag;

  /** Days of the people of a world. */
  public PersonDay(World world) {
    this.world = world;
    this.tag = world.tag();
  }

  /** Lets the day happen; the life must have been advanced to the day's beginning or beyond. */
  public void happen(Life life, int day, Consumer<Act> out) {
    Person person = life.person();
    long begin = day * World.DAY;
    long from = Math.max(begin, presentFrom(life, begin));
    if (from >= begin + World.DAY || life.gone(begin)) {
      return;
    }
    Chance chance = world.chance(Chance.Purpose.DAY, person.index(), day);
    long[] starts = starts(person, day, chance, from - begin);
    Ids ids = Ids.of(tag, person.index(), day);
    int device = chance.below(person.devices().size());
    Viewer viewer =
        new Viewer(world, person, device, day, life.adSupported(), true, chance, ids, out);
    long free = from;
    for (long start : starts) {
      long at = Math.max(begin + start, free);
      if (at < begin + World.DAY) {
        free = new Sitting(viewer).happen(at) + 40_000 + chance.below((int) (50 * MINUTE));
      }
    }
    if (person.named()) {
      new Errands(viewer).happen(begin, starts.length > 0 ? free : from);
      Favourites.happen(viewer, life.verifiedAt());
    }
  }

  /** Guests need no account; others are there once they have proved theirs. */
  private static long presentFrom(Life life, long begin) {
    if (!life.person().named()) {
      return begin;
    }
    return life.verifiedAt() == Act.NEVER ? Long.MAX_VALUE : life.verifiedAt() + MINUTE;
  }

  private long[] starts(Person person, int day, Chance chance, long notBefore) {
    boolean weekend = Math.floorMod(day + 4, 7) == 0 || Math.floorMod(day + 4, 7) == 6;
    int sittings = chance.poisson(person.sessionsPerDay() * (weekend ? 1.35 : 0.9));
    long[] starts = new long[sittings];
    for (int i = 0; i < sittings; i++) {
      starts[i] = Math.max(notBefore, person.rhythm().moment(person.region(), chance));
    }
    Arrays.sort(starts);
    return starts;
  }
}
