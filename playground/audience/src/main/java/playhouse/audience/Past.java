package playhouse.audience;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import playhouse.audience.act.Registered;
import playhouse.audience.behaviour.Life;
import playhouse.audience.customers.Customer;
import playhouse.audience.live.Journal;
import playhouse.audience.world.World;

/** All that has happened to a world before now: its history, and what live runs added. */
final class Past {

  private Past() {}

  /**
   * Tells a history, already acted out, what live runs have done since, and lives all accounts up
   * to where they ended.
   *
   * @return the end of the last live run, or of history, in epoch milliseconds
   */
  static long addLiveRuns(World world, History history, Path journal) {
    long[] until = {world.plan().endMillis()};
    Set<Integer> customers = new HashSet<>();
    for (Customer customer : Journal.customers(journal)) {
      customers.add(customer.index());
      world.call(customer.index(), customer.person());
    }
    Journal.read(
        journal,
        act -> {
          if (act instanceof Registered newcomer && !customers.contains(newcomer.person())) {
            int person = newcomer.person();
            if (history.life(person).person().signUpMillis() != newcomer.at()) {
              history.live(person, new Life(world, world.person(person), newcomer.at()));
              history.life(person).advance(newcomer.at() + 1, nothing -> {});
            }
          }
          act.tell(history.truth(act.person()));
        },
        millis -> until[0] = Math.max(until[0], millis));
    for (int person = 0; person < world.population(); person++) {
      // Who had no account when the platform opened opens one with it, or has none.
      if (history.life(person).signedUp()) {
        history.life(person).advance(until[0], act -> {});
      }
    }
    String mark = Long.toString(until[0] / 100, 36);
    for (Customer customer : Journal.customers(journal)) {
      int person = customer.index();
      String ids = world.tag() + "-" + Integer.toString(person, 36) + "-k" + mark + "-";
      Life life = Life.kept(world, world.person(person), customer.since(), ids);
      life.entitled(customer.entitled());
      history.live(person, life);
    }
    history.forgetAheadUntil(until[0]);
    return until[0];
  }
}
