package playhouse.audience.behaviour;

import java.util.ArrayList;
import java.util.List;
import playhouse.audience.act.Act;
import playhouse.audience.act.Segment;
import playhouse.audience.act.Segment.What;
import playhouse.audience.act.Watched;
import playhouse.audience.world.Chance;
import playhouse.audience.world.Kind;

/** How one play goes: start-up, stretches, stalls, jumps, pauses, ad breaks, and its end. */
final class Viewing {

  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final int MOST_SEGMENTS = 60;
  private static final long BETWEEN_BREAKS = 12 * MINUTE;

  private final Viewer viewer;
  private final Chance chance;
  private final Wish wish;
  private final String id;
  private final long at;
  private final boolean screen;
  private final int percent;
  private final List<Segment> segments = new ArrayList<>();
  private long now;
  private long position;
  private long lastBreak;

  Viewing(Viewer viewer, Wish wish, long at) {
    this.viewer = viewer;
    this.chance = viewer.chance();
    this.wish = wish;
    this.id = viewer.ids().next();
    this.at = at;
    Kind kind = wish.title().kind();
    this.screen = kind == Kind.FILM || kind == Kind.EPISODE;
    this.percent = kind == Kind.PODCAST ? (int) (viewer.person().talkRate() * 100) : 100;
    this.now = at;
  }

  /** Lets it happen, ads included, and gives it out. */
  Watched happen() {
    if (viewer.adSupported() && chance.hit(screen ? 0.7 : 0.25)) {
      adBreak("pre-roll");
    }
    long startup = startup();
    if (chance.hit(0.012)) {
      idle(3 * SECOND + chance.below(9000));
      return done(Act.NEVER, chance.hit(0.3) ? "error" : "left");
    }
    idle(startup);
    position = startPosition();
    long target = target();
    boolean broken = chance.hit(0.008);
    long limit = broken ? position + (target - position) / 2 : target;
    while (position < limit && segments.size() < MOST_SEGMENTS) {
      play(Math.min(limit - position, 20 * SECOND + (long) chance.exponential(9.0 * MINUTE)));
      if (position < limit) {
        incident();
      }
    }
    return done(startup, broken ? "error" : ending());
  }

  private Watched done(long startup, String ending) {
    Watched watched =
        new Watched(
            id,
            viewer.person().index(),
            viewer.device(),
            wish.title().index(),
            at,
            startup,
            List.copyOf(segments),
            cdn(),
            wish.surface(),
            wish.served(),
            wish.autoplay(),
            ending);
    viewer.out().accept(watched);
    return watched;
  }

  private long startup() {
    double median = 280 + 1500 * (1 - viewer.person().connection());
    return Math.max(60, Math.min(28_000, (long) chance.logNormal(median, 0.55)));
  }

  private long startPosition() {
    boolean resumed = wish.title().kind() == Kind.FILM && chance.hit(0.12);
    return resumed ? (long) (wish.title().runtimeMillis() * (0.2 + 0.5 * chance.unit())) : 0;
  }

  /** Where they mean to stop; a player may report a little more than the runtime. */
  private long target() {
    long runtime = wish.title().runtimeMillis();
    long rest = runtime - position;
    double liking = viewer.taste().affinity(wish.title(), viewer.day());
    if (chance.hit((screen ? 0.25 : 0.45) + 0.45 * liking)) {
      boolean over = chance.hit(0.03);
      long end = screen ? (long) (rest * (0.94 + 0.06 * chance.unit())) : rest;
      return position + (over ? rest + chance.below(700) : Math.max(end, 1));
    }
    if (chance.hit(0.35)) {
      return position + Math.min(rest, 2 * SECOND + chance.below(58_000));
    }
    return position + Math.max(1, (long) (rest * (0.1 + 0.8 * chance.unit())));
  }

  private void play(long mediaMillis) {
    // Wall time is what is whole; the media position follows from it.
    long wall = Math.max(1, (mediaMillis * 100 + percent - 1) / percent);
    Segment segment = Segment.play(wall, position, percent);
    add(segment);
    position = segment.toMillis();
  }

  private void incident() {
    double trouble = 0.05 + 0.75 * (1 - viewer.person().connection());
    if (viewer.adSupported() && screen && now - Math.max(lastBreak, at) > BETWEEN_BREAKS) {
      adBreak("mid-roll");
    } else if (chance.hit(trouble)) {
      add(still(What.STALL, (long) Math.min(45_000, 200 + chance.logNormal(1800, 0.8))));
    } else if (chance.hit(0.35)) {
      jump();
    } else if (chance.hit(0.4)) {
      pause();
    }
  }

  /** Back to see something again, or on past something dull. */
  private void jump() {
    long runtime = wish.title().runtimeMillis();
    long to =
        chance.hit(0.55)
            ? position - 10 * SECOND - chance.below((int) (4 * MINUTE))
            : position + 10 * SECOND + chance.below((int) MINUTE);
    long target = Math.max(0, Math.min(to, runtime - SECOND));
    add(Segment.seek(80 + chance.below(900), position, target));
    position = target;
  }

  private void adBreak(String placement) {
    long length = AdBreaks.happen(viewer, placement, id, wish.title().index(), now + 50);
    lastBreak = now;
    idle(50 + length);
  }

  private void idle(long millis) {
    add(still(What.WAIT, millis));
  }

  private Segment still(What what, long millis) {
    return Segment.still(what, millis, position);
  }

  /** Short of half an hour, or well beyond it; then the player has to fetch its place anew. */
  private void pause() {
    boolean meal = chance.hit(0.05);
    long minutes = meal ? chance.between(35, 110) : chance.between(0, 18);
    add(still(What.PAUSE, 4 * SECOND + minutes * MINUTE + chance.below((int) MINUTE)));
    if (meal) {
      add(Segment.seek(80 + chance.below(900), position, position));
    }
  }

  private void add(Segment segment) {
    segments.add(segment);
    now += segment.wallMillis();
  }

  private String ending() {
    return position >= wish.title().runtimeMillis() * 0.94 ? "completed" : "left";
  }

  private String cdn() {
    return chance.hit(0.88) ? viewer.person().region().cdn() : "fallback";
  }
}
