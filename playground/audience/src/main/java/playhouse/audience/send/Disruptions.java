package playhouse.audience.send;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import playhouse.audience.render.Dressed;
import playhouse.audience.render.Dresser;
import playhouse.audience.render.Event;
import playhouse.audience.world.Chance;

/**
 * The troubled way of one group's events: some arrive twice, late, or out of order, and none is
 * lost.
 */
public final class Disruptions {

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  private final Trouble trouble;
  private final Dresser dresser;
  private final Counts counts;
  private final LongPredicate arriving;
  private final PriorityQueue<Held> byArrival =
      new PriorityQueue<>(Comparator.comparingLong(Held::due).thenComparing(Held::order));
  private final PriorityQueue<Held> byTurn =
      new PriorityQueue<>(Comparator.comparingLong(Held::due).thenComparing(Held::order));
  private long turn;
  private long order;

  private record Held(long due, long order, Dressed event, boolean again) {}

  /**
   * A way on which such trouble waits; events are counted when they leave it.
   *
   * @param arriving which of them it lets through, by the epoch millisecond of their arrival
   */
  public Disruptions(Trouble trouble, Dresser dresser, Counts counts, LongPredicate arriving) {
    this.trouble = trouble;
    this.dresser = dresser;
    this.counts = counts;
    this.arriving = arriving;
  }

  /** Sends an event now or keeps it for later, as chance has it. */
  public void pass(Event event, Chance chance, Lane lane) {
    turn++;
    if (chance.hit(trouble.late())) {
      late(event, chance);
    } else {
      long sent = event.at() + chance.between(15L, 2_500L);
      Dressed dressed = dresser.dress(event, sent, sent + chance.between(4L, 250L));
      if (chance.hit(trouble.shuffled())) {
        hold(byTurn, turn + chance.between(2L, 40L), dressed, false);
      } else {
        leave(dressed, false, lane);
      }
      if (chance.hit(trouble.duplicates())) {
        again(dressed, sent, chance);
      }
    }
    release(byTurn, held -> held.due() <= turn, lane);
  }

  /** Sends what was kept and has arrived before a moment in epoch milliseconds. */
  public void release(long beforeMillis, Lane lane) {
    release(byTurn, held -> true, lane);
    release(byArrival, held -> held.due() < beforeMillis, lane);
  }

  private void late(Event event, Chance chance) {
    long delay =
        chance.hit(0.6) ? chance.between(HOUR, 20 * HOUR) : chance.between(25 * HOUR, 70 * HOUR);
    long sent = event.at() + delay;
    hold(byArrival, sent, dresser.dress(event, sent, sent + chance.between(4L, 250L)), false);
  }

  /** Repeated by a retry soon after, or by a device that found it in its store days later. */
  private void again(Dressed dressed, long sent, Chance chance) {
    if (chance.hit(0.6)) {
      hold(byTurn, turn + chance.between(41L, 200L), dressed, true);
    } else {
      hold(byArrival, sent + chance.between(HOUR, 60 * HOUR), dressed, true);
    }
  }

  private void hold(PriorityQueue<Held> queue, long due, Dressed event, boolean again) {
    queue.add(new Held(due, order++, event, again));
  }

  private void release(PriorityQueue<Held> queue, Predicate<Held> due, Lane lane) {
    for (Held next = queue.peek(); next != null && due.test(next); next = queue.peek()) {
      queue.remove();
      leave(next.event(), next.again(), lane);
    }
  }

  private void leave(Dressed event, boolean again, Lane lane) {
    if (arriving.test(event.envelope().getReceived().toEpochMilli())) {
      counts.sent(event.type().family(), again);
      lane.send(event);
    }
  }
}
