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

  private final Desk desk;

  HouseWork(Desk desk) {
    this.desk = desk;
  }

  /** The work of a world's house. */
  public HouseWork(World world, Ids ids, Chance chance, Consumer<Act> out) {
    this(new Desk(world, ids, chance, out));
  }

  /** Lets the shifts happen that begin at these hours of the day that begins at a moment. */
  void happen(long begin, List<Integer> hours) {
    for (int hour : hours) {
      for (int i = 0; i < 7; i++) {
        Delivery.requests(begin + hour * HOUR + i * 50L * 60_000, desk);
      }
      shift(begin + hour * HOUR + desk.chance().below((int) HOUR));
    }
  }

  /** One shift now: every system says something within the next minutes. */
  public void shift(long nowMillis) {
    Shift shift = new Shift(desk, nowMillis);
    Delivery.work(shift);
    Production.work(shift);
    Marketing.work(shift);
    RulesAndRights.work(shift);
    Operations.work(shift);
  }
}
