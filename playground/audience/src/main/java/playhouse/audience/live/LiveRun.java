package playhouse.audience.live;

import java.util.Optional;
import playhouse.audience.History;
import playhouse.audience.behaviour.Ids;
import playhouse.audience.customers.Customers;
import playhouse.audience.send.Trouble;
import playhouse.audience.world.Chance;
import playhouse.audience.world.World;

/**
 * A world from one moment to another in real time; whoever owns the clock calls it step by step.
 */
public final class LiveRun {

  private static final long NOTE_EVERY = 10_000;

  private static final long TUNE_FIRST = 15_000;
  private static final long TUNE_EVERY = 5_000;

  private final Journal journal;
  private final Postman postman;
  private final Crier crier;
  private final Stage stage;
  private final Troupe troupe;
  private final Registrar registrar;
  private final BadEvents badEvents;
  private final double badEvery;
  private final int rate;
  private long nextBad;
  private long nextTune;
  private long lastCried;
  private long nextNote;

  /**
   * What a run is made of.
   *
   * @param world whose people act
   * @param history their past, already acted out
   * @param journal where it is written down
   * @param postman who carries the events
   * @param guide who advises
   * @param customers those who have an account with the services; empty where there are none
   * @param trouble what happens to events on their way
   * @param rate events a second to aim at
   */
  public record Cast(
      World world,
      History history,
      Journal journal,
      Postman postman,
      Guide guide,
      Optional<Customers> customers,
      Trouble trouble,
      int rate) {}

  /** A run that begins at a moment in epoch milliseconds. */
  public LiveRun(Cast cast, long beginMillis) {
    this.journal = cast.journal();
    this.postman = cast.postman();
    Chance chance = cast.world().chance(Chance.Purpose.LIVE, beginMillis, 0);
    String tag = cast.world().tag() + "-v" + Long.toString(beginMillis / 100, 36);
    this.crier =
        new Crier(
            cast.world(),
            cast.trouble(),
            cast.world().chance(Chance.Purpose.LIVE, beginMillis, 1),
            postman::give);
    int people = Troupe.eligible(cast.world(), cast.history(), beginMillis);
    Pace pace = Pace.of(cast.rate(), people);
    this.stage = new Stage(cast.world(), pace.heartbeatMillis(), cast.history(), journal, crier);
    this.registrar = new Registrar(cast.world(), cast.history(), journal, cast.customers(), tag);
    this.troupe =
        new Troupe(
            cast.world(),
            cast.history(),
            stage,
            cast.guide(),
            registrar,
            chance,
            new Ids(tag + "-"),
            pace);
    this.rate = cast.rate();
    this.nextTune = beginMillis + TUNE_FIRST;
    this.badEvents = new BadEvents(tag);
    this.badEvery = cast.trouble().equals(Trouble.NONE) ? 0 : 300_000.0 / cast.rate();
    cast.history().ahead().forEach(stage);
  }

  /** Lets happen what is due by now. */
  public void step(long now) {
    troupe.goOn(now);
    stage.goOn(now);
    if (badEvery > 0 && now >= nextBad) {
      postman.give(badEvents.next(now));
      nextBad = now + (long) Math.max(200, badEvery);
    }
    if (now >= nextTune) {
      tune();
      nextTune = now + TUNE_EVERY;
    }
    if (now >= nextNote) {
      journal.livedUntil(now);
      nextNote = now + NOTE_EVERY;
    }
  }

  /** Ends it: open plays end, what was kept back goes out, and the journal is complete. */
  public void end(long now) {
    stage.curtain(now);
    registrar.end();
    journal.livedUntil(now + 1);
  }

  /** Acts under way. */
  public int open() {
    return stage.open();
  }

  /** Brings the rate closer to what was asked for: others than viewers send events too. */
  private void tune() {
    long cried = crier.cried();
    double measured = (cried - lastCried) * 1000.0 / TUNE_EVERY;
    if (lastCried > 0 && measured > 0) {
      troupe.adjust(Math.max(0.8, Math.min(1.25, rate / measured)));
    }
    lastCried = cried;
  }
}
