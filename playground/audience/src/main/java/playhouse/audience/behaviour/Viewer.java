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
 * @param advised true if what they are shown is told with what they do; live, serving tells it
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
    boolean advised,
    Chance chance,
    Ids ids,
    Consumer<Act> out) {

  Taste taste() {
    return world.taste(person.index());
  }
}
