package playhouse.audience.behaviour;

import java.util.function.Consumer;
import playhouse.audience.act.Act;
import playhouse.audience.world.Chance;
import playhouse.audience.world.Person;
import playhouse.audience.world.Taste;
import playhouse.audience.world.World;

/**
 * Somebody at one sitting: who, with what, on which day, and where what they do goes.
 *
 * @param world where they live
 * @param person who
 * @param device place in the person's devices
 * @param day epoch day on which they sat down
 * @param adSupported true if they see ads
 * @param chance what decides
 * @param ids what they do is named by these
 * @param out what they do goes there
 */
public record Viewer(
    World world,
    Person person,
    int device,
    int day,
    boolean adSupported,
    Chance chance,
    Ids ids,
    Consumer<Act> out) {

  Taste taste() {
    return world.taste(person.index());
  }
}
