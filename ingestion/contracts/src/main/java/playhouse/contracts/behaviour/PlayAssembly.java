package playhouse.contracts.behaviour;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One play being put together from its facts, which may come in any order, each once; or from parts
 * that were put together apart. Instants are microseconds since 1970.
 *
 * @param <S> what is kept of the start
 */
public final class PlayAssembly<S> {
  /** The cause that counts as rebuffering. */
  private static final String NETWORK = "network";

  private final Stretches stretches = new Stretches();
  private @Nullable S start;
  private String startId = "";
  private long started = Long.MAX_VALUE;
  private long ended = Long.MIN_VALUE;
  private long runtimeMillis;
  private long playedMillis;
  private long startupMillis = -1;
  private long stalledMillis;
  private long stalls;
  private long errors;
  private boolean fatal;
  private boolean heard;
  private long stopped = Long.MIN_VALUE;
  private @Nullable String stopReason;

  /** Somebody asked for the title. Of several starts the first counts; ids break ties. */
  public void start(long occurred, String id, long runtime, S kept) {
    seen(occurred);
    begin(occurred, id, runtime, kept);
  }

  private void begin(long occurred, String id, long runtime, S kept) {
    if (start == null || occurred < started || (occurred == started && id.compareTo(startId) < 0)) {
      start = kept;
      startId = id;
      started = occurred;
      runtimeMillis = runtime;
    }
  }

  /** A stretch was played. */
  public void heartbeat(
      long occurred, long fromMillis, long toMillis, long played, OptionalLong startup) {
    seen(occurred);
    heard = true;
    stretches.add(fromMillis, toMillis);
    playedMillis += played;
    startup(startup);
  }

  /** The picture stood still. */
  public void stall(long occurred, String cause, long millis) {
    seen(occurred);
    if (cause.equals(NETWORK)) {
      stalledMillis += millis;
      stalls++;
    }
  }

  /** The play ended. Of several stops the last counts. */
  public void stop(long occurred, String reason, OptionalLong startup) {
    seen(occurred);
    startup(startup);
    end(occurred, reason);
  }

  private void end(long occurred, String reason) {
    if (stopReason == null
        || occurred > stopped
        || (occurred == stopped && reason.compareTo(stopReason) < 0)) {
      stopped = occurred;
      stopReason = reason;
    }
  }

  /** Something failed, and perhaps ended the play. */
  public void error(long occurred, boolean ending) {
    seen(occurred);
    errors++;
    fatal |= ending;
  }

  /** Any other fact of the play, such as a seek. */
  public void seen(long occurred) {
    ended = Math.max(ended, occurred);
  }

  /** Takes in what another was told of the same play. */
  public void add(PlayAssembly<S> part) {
    stretches.add(part.stretches);
    if (part.start != null) {
      begin(part.started, part.startId, part.runtimeMillis, part.start);
    }
    if (part.stopReason != null) {
      end(part.stopped, part.stopReason);
    }
    ended = Math.max(ended, part.ended);
    startupMillis = Math.max(startupMillis, part.startupMillis);
    playedMillis += part.playedMillis;
    stalledMillis += part.stalledMillis;
    stalls += part.stalls;
    errors += part.errors;
    fatal |= part.fatal;
    heard |= part.heard;
  }

  /** The first start that was told; the end of time if none was. */
  long startedMicros() {
    return started;
  }

  /** The play so far; empty until its start is known. */
  public Optional<Play<S>> play() {
    if (start == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Play<>(
            start,
            instant(started),
            instant(ended),
            runtimeMillis,
            stretches.within(runtimeMillis),
            playedMillis,
            startupMillis < 0 ? OptionalLong.empty() : OptionalLong.of(startupMillis),
            stalledMillis,
            stalls,
            errors,
            fatal,
            heard || startupMillis >= 0,
            Optional.ofNullable(stopReason)));
  }

  /** What was seen of the title so far, disjoint and in order: from, to, from, to … */
  public long[] seen() {
    return stretches.endsWithin(runtimeMillis);
  }

  /** Reports repeat it; should they differ, the longest is believed. */
  private void startup(OptionalLong millis) {
    startupMillis = Math.max(startupMillis, millis.orElse(-1));
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
