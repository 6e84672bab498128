package playhouse.audience.house;

import java.util.List;
import java.util.function.Consumer;
import playhouse.audience.act.Act;
import playhouse.audience.behaviour.Ids;
import playhouse.audience.world.Chance;
import playhouse.audience.world.World;

/** Facts of systems behind the screen, at a small rate: each shift of a day brings some. */
public final class HouseWork {

  private static final long HOUR = 3_600_000;

  private final World world;
  private final long begin;
  private final Ids ids;
  private final Chance chance;
  private final Consumer<Act> out;

  /** The work of the day that begins at a moment in epoch milliseconds. */
  public HouseWork(World world, long begin, Ids ids, Chance chance, Consumer<Act> out) {
    this.world = world;
    this.begin = begin;
    this.ids = ids;
    this.chance = chance;
    this.out = out;
  }

  /** Lets the shifts that begin at these hours happen. */
  public void happen(List<Integer> hours) {
    for (int hour : hours) {
      shift(begin + hour * HOUR + chance.below((int) HOUR));
    }
  }

  /** One shift now: every system says something within the next minutes. */
  public void shift(long nowMillis) {
    Shift shift = new Shift(world, nowMillis, ids, chance, out);
    Delivery.work(shift);
    Production.work(shift);
    Marketing.work(shift);
    RulesAndRights.work(shift);
    Operations.work(shift);
  }
}
