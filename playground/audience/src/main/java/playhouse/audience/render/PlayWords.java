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

/** The words that a player has for one play. */
final class PlayWords {

  private final Watched act;
  private final Title title;
  private final Cmcd cmcd;

  PlayWords(Watched act, Title title) {
    this.act = act;
    this.title = title;
    this.cmcd = cmcd(act, title);
  }

  PlaybackStart start(long position) {
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
  PlaybackHeartbeat heartbeat(long from, long to, long playedMillis, @Nullable Long startup) {
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

  PlaybackStall stall(long at, long millis, String cause) {
    return PlaybackStall.newBuilder()
        .setPlay(act.id())
        .setTitle(title.id())
        .setPositionMillis(at)
        .setStalledMillis(millis)
        .setCause(cause)
        .setCdn(act.cdn())
        .build();
  }

  PlaybackSeek seek(Segment jump) {
    return PlaybackSeek.newBuilder()
        .setPlay(act.id())
        .setTitle(title.id())
        .setFromMillis(jump.fromMillis())
        .setToMillis(jump.toMillis())
        .build();
  }

  PlaybackError error(long position, boolean begun) {
    return PlaybackError.newBuilder()
        .setPlay(act.id())
        .setTitle(title.id())
        .setPositionMillis(begun ? position : null)
        .setCode(begun ? "segment_timeout" : "manifest_unavailable")
        .setFatal(true)
        .setCdn(act.cdn())
        .build();
  }

  PlaybackStop stop(long position) {
    return PlaybackStop.newBuilder()
        .setPlay(act.id())
        .setTitle(title.id())
        .setPositionMillis(position)
        .setStartupMillis(act.startupMillis() == Act.NEVER ? null : act.startupMillis())
        .setReason(act.ending())
        .build();
  }

  /** All that was heard of a play. */
  static PlaybackStop lost(LostStop act, Title title) {
    return PlaybackStop.newBuilder()
        .setPlay(act.id())
        .setTitle(title.id())
        .setPositionMillis(act.positionMillis())
        .setReason("left")
        .build();
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
}
