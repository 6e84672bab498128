package playhouse.audience.live;

import playhouse.audience.History;
import playhouse.audience.behaviour.Ids;
import playhouse.audience.send.Trouble;
import playhouse.audience.world.Chance;
import playhouse.audience.world.World;

/**
 * A world from one moment to another in real time; whoever owns the clock calls it step by step.
 */
public final class LiveRun {

  private static final long NOTE_EVERY = 10_000;

  /** Events a second of somebody seated, besides the heartbeats, as a share of those. */
  private static final double OF_HEARTBEATS = 0.8;

  private final Journal journal;
  private final Postman postman;
  private final Crier crier;
  private final Stage stage;
  private final Troupe troupe;
  private final BadEvents badEvents;
  private final double badEvery;
  private long nextBad;
  private long nextNote;

  /**
   * What a run is made of.
   *
   * @param world whose people act
   * @param history their past, already acted out
   * @param journal where it is written down
   * @param postman who carries the events
   * @param guide who advises
   * @param trouble what happens to events on their way
   * @param rate events a second to aim at
   */
  public record Cast(
      World world,
      History history,
      Journal journal,
      Postman postman,
      Guide guide,
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
    int people = eligible(cast, beginMillis);
    int wanted = Math.max(1, (int) Math.min(people * 0.6, cast.rate() * 20.0));
    double heartbeatSeconds = wanted / (cast.rate() * OF_HEARTBEATS);
    int heartbeatMillis = (int) (1000 * Math.max(0.5, Math.min(20, heartbeatSeconds)));
    this.stage = new Stage(cast.world(), heartbeatMillis, cast.history(), cast.journal(), crier);
    this.troupe =
        new Troupe(
            cast.world(), cast.history(), stage, cast.guide(), chance, new Ids(tag + "-"), wanted);
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
    if (now >= nextNote) {
      journal.livedUntil(now);
      nextNote = now + NOTE_EVERY;
    }
  }

  /** Ends it: open plays end, what was kept back goes out, and the journal is complete. */
  public void end(long now) {
    stage.curtain(now);
    journal.livedUntil(now + 1);
  }

  /** Acts under way. */
  public int open() {
    return stage.open();
  }

  private static int eligible(Cast cast, long now) {
    Stage none = new Stage(cast.world(), 1000, cast.history(), cast.journal(), crierToNobody(cast));
    return new Troupe(
            cast.world(),
            cast.history(),
            none,
            cast.guide(),
            cast.world().chance(Chance.Purpose.LIVE, now, 2),
            new Ids("none"),
            0)
        .eligible(now);
  }

  private static Crier crierToNobody(Cast cast) {
    return new Crier(
        cast.world(), Trouble.NONE, cast.world().chance(Chance.Purpose.LIVE, 0, 3), parcel -> {});
  }
}
