package playhouse.audience;

import java.nio.file.Path;
import playhouse.audience.act.Registered;
import playhouse.audience.behaviour.Life;
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
    Journal.read(
        journal,
        act -> {
          if (act instanceof Registered newcomer) {
            int person = newcomer.person();
            if (history.life(person).person().signUpMillis() != newcomer.at()) {
              history.live(person, new Life(world, world.person(person), newcomer.at()));
            }
          }
          act.tell(history.truth(act.person()));
        },
        millis -> until[0] = Math.max(until[0], millis));
    for (int person = 0; person < world.population(); person++) {
      history.life(person).advance(until[0], act -> {});
    }
    history.forgetAheadUntil(until[0]);
    return until[0];
  }
}
