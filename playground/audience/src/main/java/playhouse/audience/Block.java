package playhouse.audience;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import playhouse.audience.act.Act;
import playhouse.audience.act.Moderated;
import playhouse.audience.act.Noted;
import playhouse.audience.behaviour.Life;
import playhouse.audience.behaviour.PersonDay;
import playhouse.audience.truth.Truth;
import playhouse.audience.world.World;

/** A group of neighbours in the list of people, whose days are worked through one after another. */
final class Block {

  private final World world;
  private final PersonDay days;
  private final List<Life> lives = new ArrayList<>();
  private final List<Act> ahead = new ArrayList<>();
  private final Truth truth;
  private final PriorityQueue<Act> later =
      new PriorityQueue<>(Comparator.comparingLong(Act::at).thenComparing(Act::id));

  Block(World world, int first, int population, List<ZoneId> zones, String currency) {
    this.world = world;
    this.days = new PersonDay(world);
    this.truth = new Truth(world, first, population, zones, currency);
    for (int i = first; i < first + population; i++) {
      lives.add(new Life(world, world.person(i)));
    }
  }

  /** What is true of these people. */
  Truth truth() {
    return truth;
  }

  /** Their accounts, in order. */
  List<Life> lives() {
    return lives;
  }

  /** What their accounts brought on at the end of history that lies beyond it. */
  List<Act> ahead() {
    return ahead;
  }

  /** Lets a day happen, as far as history reaches; all days must come in order. */
  void happen(int day, Consumer<Act> out) {
    long end = world.plan().endMillis();
    Consumer<Act> known =
        act ->
            act.until(end)
                .ifPresent(
                    part -> {
                      part.tell(truth);
                      out.accept(part);
                    });
    long night = (day + 1) * World.DAY;
    for (Act next = later.peek(); next != null && next.at() < night; next = later.peek()) {
      known.accept(later.remove());
    }
    Consumer<Act> timely =
        act -> {
          // What systems will say in days to come is told on its day.
          if (act.at() >= night && (act instanceof Noted || act instanceof Moderated)) {
            later.add(act);
          } else {
            known.accept(act);
          }
        };
    for (Life life : lives) {
      life.advance(
          (day + 1) * World.DAY,
          act -> {
            known.accept(act);
            if (act.at() >= end) {
              ahead.add(act);
            }
          });
      if (day >= world.plan().firstDay()) {
        days.happen(life, day, timely);
      }
    }
  }
}
