package playhouse.audience.render;

import org.jspecify.annotations.Nullable;
import playhouse.audience.act.Act;
import playhouse.audience.act.Segment;
import playhouse.audience.act.Watched;
import playhouse.audience.world.Title;

/** Tells a play as its player would report it, word by word as time goes by. */
final class PlayTelling implements Telling {

  /** A longer wait for the first frame is also reported as a stall of its own kind. */
  private static final long LONG_STARTUP_MILLIS = 4000;

  private final Watched act;
  private final PlayWords words;
  private final Teller teller;
  private final int heartbeatMillis;
  private @Nullable Long startup;
  private long position;

  /** Place in the segments; −1 before the start, their number before the stop, then one more. */
  private int place = -1;

  private long begin;
  private long done;

  PlayTelling(Watched act, Title title, Teller teller, int heartbeatMillis) {
    this.act = act;
    this.words = new PlayWords(act, title);
    this.teller = teller;
    this.heartbeatMillis = heartbeatMillis;
    this.position = firstPosition(act);
    this.begin = act.at();
  }

  @Override
  public long nextAt() {
    if (place < 0 || place == act.segments().size()) {
      return begin;
    }
    if (place > act.segments().size()) {
      return Long.MAX_VALUE;
    }
    Segment segment = act.segments().get(place);
    return begin
        + (segment.what() == Segment.What.PLAY
            ? Math.min(done + heartbeatMillis, segment.wallMillis())
            : segment.wallMillis());
  }

  @Override
  public void tellNext() {
    if (place < 0) {
      teller.tell(begin, words.start(position));
      place = 0;
    } else if (place == act.segments().size()) {
      stop(begin);
      place++;
    } else {
      told(act.segments().get(place));
    }
    skipSilence();
  }

  @Override
  public int told() {
    return teller.told();
  }

  private void told(Segment segment) {
    switch (segment.what()) {
      case PLAY -> play(segment);
      case STALL -> teller.tell(nextAt(), words.stall(position, segment.wallMillis(), "network"));
      case SEEK -> seek(segment, nextAt());
      case PAUSE, WAIT -> {}
    }
    if (segment.what() != Segment.What.PLAY || done == segment.wallMillis()) {
      pass(segment);
    }
  }

  private void skipSilence() {
    while (place >= 0 && place < act.segments().size()) {
      Segment segment = act.segments().get(place);
      boolean silent =
          segment.what() == Segment.What.PAUSE
              || segment.what() == Segment.What.WAIT
              || segment.wallMillis() == 0;
      if (!silent) {
        return;
      }
      pass(segment);
    }
  }

  private void pass(Segment segment) {
    begin += segment.wallMillis();
    done = 0;
    place++;
  }

  private void play(Segment segment) {
    firstFrame(begin);
    long next = Math.min(done + heartbeatMillis, segment.wallMillis());
    long to = segment.mediaAt(next);
    teller.tell(begin + next, words.heartbeat(segment.mediaAt(done), to, next - done, startup));
    position = to;
    done = next;
  }

  private void firstFrame(long now) {
    if (startup == null && act.startupMillis() != Act.NEVER) {
      startup = act.startupMillis();
      if (act.startupMillis() > LONG_STARTUP_MILLIS) {
        teller.tell(now, words.stall(position, act.startupMillis(), "startup"));
      }
    }
  }

  /** Both are told at the end, so that a jump that was cut short has not been told at all. */
  private void seek(Segment jump, long end) {
    teller.tell(end, words.seek(jump));
    position = jump.toMillis();
    teller.tell(end, words.stall(position, jump.wallMillis(), "seek"));
  }

  private void stop(long now) {
    if (act.ending().equals("error")) {
      teller.tell(now, words.error(position, startup != null));
    }
    teller.tell(now, words.stop(position));
  }

  private static long firstPosition(Watched act) {
    for (Segment segment : act.segments()) {
      if (segment.what() == Segment.What.PLAY) {
        return segment.fromMillis();
      }
    }
    return 0;
  }
}
