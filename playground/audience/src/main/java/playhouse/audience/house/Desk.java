package playhouse.audience.house;

import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.audience.act.Act;
import playhouse.audience.act.Noted;
import playhouse.audience.behaviour.Ids;
import playhouse.audience.world.Chance;
import playhouse.audience.world.World;

/**
 * Where the house's systems say what they have to say.
 *
 * @param world which house
 * @param ids what is said is named by these
 * @param chance what decides
 * @param out what is said goes there
 */
public record Desk(World world, Ids ids, Chance chance, Consumer<Act> out) {

  /** Says something that concerns nobody in particular at a moment in epoch milliseconds. */
  void note(long at, SpecificRecordBase fact) {
    out.accept(new Noted(ids.next(), Act.NOBODY, at, fact));
  }
}
