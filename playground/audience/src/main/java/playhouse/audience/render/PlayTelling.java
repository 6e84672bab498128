package playhouse.audience.render;

import org.jspecify.annotations.Nullable;
import playhouse.audience.act.Act;
import playhouse.audience.act.LostStop;
import playhouse.audience.act.Segment;
import playhouse.audience.act.Watched;
import playhouse.audience.world.Title;
import playhouse.contracts.facts.Cmcd;
import playhouse.contracts.facts.PlaybackError;
import playhouse.contracts.facts.PlaybackHeartbeat;
import playhouse.contracts.facts.PlaybackSeek;
import playhouse.contracts.facts.PlaybackStall;
import playhouse.contracts.facts.PlaybackStart;
import playhouse.contracts.facts.PlaybackStop;

/** Tells a play as its player would report it, word by word as time goes by. */
final class PlayTelling implements Telling {

  /** A longer wait for the first frame is also reported as a stall of its own kind. */
  private static final long LONG_STARTUP_MILLIS = 4000;

  private final Watched act;
  private final Title title;
  private final Teller teller;
  private final int heartbeatMillis;
  private final Cmcd cmcd;
  private @Nullable Long startup;
  private long position;

  /** Place in the segments; −1 before the start, their number before the stop, then one more. */
  private int place = -1;

  private long begin;
  private long done;

  PlayTelling(Watched act, Title title, Teller teller, int heartbeatMillis) {
    this.act = act;
    this.title = title;
    this.teller = teller;
    this.heartbeatMillis = heartbeatMillis;
    this.cmcd = cmcd(act, title);
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
      teller.tell(begin, start());
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
      case STALL -> teller.tell(nextAt(), stall(position, segment.wallMillis(), "network"));
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

  static void lost(LostStop act, Title title, Teller teller) {
    teller.tell(
        act.at(),
        PlaybackStop.newBuilder()
            .setPlay(act.id())
            .setTitle(title.id())
            .setPositionMillis(act.positionMillis())
            .setReason("left")
            .build());
  }

  private void play(Segment segment) {
    firstFrame(begin);
    long next = Math.min(done + heartbeatMillis, segment.wallMillis());
    long to = segment.mediaAt(next);
    teller.tell(begin + next, heartbeat(segment.mediaAt(done), to, next - done));
    position = to;
    done = next;
  }

  private void firstFrame(long now) {
    if (startup == null && act.startupMillis() != Act.NEVER) {
      startup = act.startupMillis();
      if (act.startupMillis() > LONG_STARTUP_MILLIS) {
        teller.tell(now, stall(position, act.startupMillis(), "startup"));
      }
    }
  }

  /** Both are told at the end, so that a jump that was cut short has not been told at all. */
  private void seek(Segment segment, long end) {
    teller.tell(
        end,
        PlaybackSeek.newBuilder()
            .setPlay(act.id())
            .setTitle(title.id())
            .setFromMillis(segment.fromMillis())
            .setToMillis(segment.toMillis())
            .build());
    position = segment.toMillis();
    teller.tell(end, stall(segment.toMillis(), segment.wallMillis(), "seek"));
  }

  private PlaybackStart start() {
    return PlaybackStart.newBuilder()
        .setPlay(act.id())
        .setTitle(title.id())
        .setRuntimeMillis(title.runtimeMillis())
        .setPositionMillis(position)
        .setSurface(act.surface())
        .setServed(act.served().isEmpty() ? null : act.served())
        .setAutoplay(act.autoplay())
        .setMuted(false)
        .setCdn(act.cdn())
        .setCmcd(cmcd)
        .build();
  }

  /** The commonest event by far: built without the builder's checks. */
  private PlaybackHeartbeat heartbeat(long from, long to, long playedMillis) {
    return new PlaybackHeartbeat(
        act.id(),
        title.id(),
        title.runtimeMillis(),
        from,
        to,
        playedMillis,
        startup,
        act.cdn(),
        cmcd);
  }

  private PlaybackStall stall(long at, long millis, String cause) {
    return PlaybackStall.newBuilder()
        .setPlay(act.id())
        .setTitle(title.id())
        .setPositionMillis(at)
        .setStalledMillis(millis)
        .setCause(cause)
        .setCdn(act.cdn())
        .build();
  }

  private void stop(long now) {
    if (act.ending().equals("error")) {
      teller.tell(
          now,
          PlaybackError.newBuilder()
              .setPlay(act.id())
              .setTitle(title.id())
              .setPositionMillis(startup == null ? null : position)
              .setCode(startup == null ? "manifest_unavailable" : "segment_timeout")
              .setFatal(true)
              .setCdn(act.cdn())
              .build());
    }
    teller.tell(
        now,
        PlaybackStop.newBuilder()
            .setPlay(act.id())
            .setTitle(title.id())
            .setPositionMillis(position)
            .setStartupMillis(act.startupMillis() == Act.NEVER ? null : act.startupMillis())
            .setReason(act.ending())
            .build());
  }

  private static Cmcd cmcd(Watched act, Title title) {
    boolean sound = title.kind().word().equals("track") || title.kind().word().equals("podcast");
    return Cmcd.newBuilder()
        .setBr(sound ? 192L : 4300L)
        .setSid(act.id())
        .setCid(title.id())
        .setOt(sound ? "a" : "v")
        .setSf("h")
        .setSt("v")
        .setTb(sound ? 320L : 8000L)
        .build();
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
