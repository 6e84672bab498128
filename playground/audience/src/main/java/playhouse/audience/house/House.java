package playhouse.audience.house;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import playhouse.audience.act.Act;
import playhouse.audience.behaviour.Ids;
import playhouse.audience.world.Chance;
import playhouse.audience.world.Kind;
import playhouse.audience.world.Title;
import playhouse.audience.world.World;

/**
 * What the house itself does on each day: titles come out, and its systems go about their work. Its
 * days come in order: what one of them brings on for later is told on its day.
 */
public final class House {

  private final World world;
  private final PriorityQueue<Act> later =
      new PriorityQueue<>(Comparator.comparingLong(Act::at).thenComparing(Act::id));

  /** The house of a world. */
  public House(World world) {
    this.world = world;
  }

  /** Lets a UTC day happen. */
  public void happen(int day, Consumer<Act> out) {
    long end = (day + 1) * World.DAY;
    for (Act next = later.peek(); next != null && next.at() < end; next = later.peek()) {
      out.accept(later.remove());
    }
    Ids ids = new Ids(world.tag() + "-h" + Integer.toString(day, 36) + "-");
    Consumer<Act> timely =
        act -> {
          if (act.at() < end) {
            out.accept(act);
          } else {
            later.add(act);
          }
        };
    happen(day, new Desk(world, ids, world.chance(Chance.Purpose.HOUSE, day, 0), timely));
  }

  private void happen(int day, Desk desk) {
    long begin = day * World.DAY;
    Treasury.publish(desk, day);
    for (Title title : world.catalogue().titles()) {
      if (title.releasedDay() == day) {
        Publishing.publish(desk, title, begin);
        if (title.kind() != Kind.EPISODE) {
          Licensing.license(desk, title, begin);
        }
      }
    }
    if (day >= world.plan().firstDay()) {
      Publishing.withdraw(desk, begin);
      Audits.run(desk, begin);
      Telemetry.sample(desk, begin);
      Evaluations.tell(desk, day);
      new HouseWork(desk).happen(begin, List.of(0, 6, 12, 18));
    }
  }
}
