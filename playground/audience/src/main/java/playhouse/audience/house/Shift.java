package playhouse.audience.house;

import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.audience.act.Act;
import playhouse.audience.act.Noted;
import playhouse.audience.behaviour.Ids;
import playhouse.audience.world.Chance;
import playhouse.audience.world.World;

/** Some minutes of work, in which one thing is noted after the other. */
final class Shift {

  private final World world;
  private final Ids ids;
  private final Chance chance;
  private final Consumer<Act> out;
  private long now;

  Shift(World world, long begin, Ids ids, Chance chance, Consumer<Act> out) {
    this.world = world;
    this.now = begin;
    this.ids = ids;
    this.chance = chance;
    this.out = out;
  }

  Chance chance() {
    return chance;
  }

  String nextId() {
    return ids.next();
  }

  /** Id of any title. */
  String title() {
    return world.catalogue().title(chance.below(world.catalogue().titles().size())).id();
  }

  /** Lets a few seconds pass until it is so. */
  void note(SpecificRecordBase fact) {
    now += 1 + chance.below(4000);
    out.accept(new Noted(ids.next(), Act.NOBODY, now, fact));
  }
}
