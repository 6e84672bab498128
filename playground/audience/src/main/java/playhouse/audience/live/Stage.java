package playhouse.audience.live;

import java.util.List;
import java.util.function.Consumer;
import playhouse.audience.History;
import playhouse.audience.act.Act;
import playhouse.audience.render.Event;
import playhouse.audience.render.Renderer;
import playhouse.audience.world.World;

/**
 * Where planned acts take place when their time comes: told as they unfold, and known as truth once
 * they are over, or as far as they got when the curtain falls.
 */
final class Stage implements Consumer<Act> {

  private final World world;
  private final int heartbeatMillis;
  private final History history;
  private final Journal journal;
  private final Crier crier;
  private final Agenda<Act> planned = new Agenda<>();
  private final Agenda<Unfolding> unfolding = new Agenda<>();
  private long now;

  Stage(World world, int heartbeatMillis, History history, Journal journal, Crier crier) {
    this.world = world;
    this.heartbeatMillis = heartbeatMillis;
    this.history = history;
    this.journal = journal;
    this.crier = crier;
  }

  /** Plans an act for its time; one whose time is past takes place at once. */
  @Override
  public void accept(Act act) {
    planned.add(act.at(), act);
  }

  /** Lets happen what is due by now. */
  void goOn(long nowMillis) {
    now = nowMillis;
    while (planned.nextAt() <= now || unfolding.nextAt() <= now) {
      if (planned.nextAt() <= unfolding.nextAt()) {
        goOn(begun(planned.next()));
      } else {
        Unfolding next = unfolding.next();
        next.telling().tellNext();
        goOn(next);
      }
    }
    crier.release(now);
  }

  /** Ends everything now: what is under way is cut short, what has not begun does not happen. */
  void curtain(long nowMillis) {
    goOn(nowMillis);
    for (Unfolding open : unfolding.all()) {
      open.act().until(now + 1).ifPresent(act -> cut(act, open));
    }
    planned.all();
    crier.releaseAll();
  }

  /** Acts under way. */
  int open() {
    return unfolding.size();
  }

  /** Live players report as often as the rate needs; one that was offline, as players do. */
  private Unfolding begun(Act act) {
    int every = act.at() < now - Pace.OFFLINE_MILLIS ? Pace.SLOWEST_MILLIS : heartbeatMillis;
    Renderer renderer = new Renderer(world, every, event -> crier.cry(event, now));
    return new Unfolding(act, every, renderer.telling(act));
  }

  private void goOn(Unfolding act) {
    if (act.telling().nextAt() == Long.MAX_VALUE) {
      over(act.act());
    } else {
      unfolding.add(act.telling().nextAt(), act);
    }
  }

  private void cut(Act act, Unfolding open) {
    Counting rest = new Counting(open.telling().told(), crier, now);
    act.tell(new Renderer(world, open.heartbeatMillis(), rest));
    over(act);
  }

  private void over(Act act) {
    act.tell(history.truth(act.person()));
    journal.acted(act);
  }

  /** Leaves out as many events as were told before. */
  private static final class Counting implements Consumer<Event> {
    private final Crier crier;
    private final long now;
    private int skip;

    Counting(int skip, Crier crier, long now) {
      this.skip = skip;
      this.crier = crier;
      this.now = now;
    }

    @Override
    public void accept(Event event) {
      if (skip > 0) {
        skip--;
      } else {
        crier.cry(event, now);
      }
    }
  }

  /** Plans a whole list. */
  void acceptAll(List<? extends Act> acts) {
    acts.forEach(this);
  }
}
