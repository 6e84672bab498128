package playhouse.contracts.behaviour;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One play being put together from its facts, which may come in any order, each once.
 *
 * @param <S> what is kept of the start
 */
public final class PlayAssembly<S> {
  /** The cause that counts as rebuffering. */
  private static final String NETWORK = "network";

  private final Stretches stretches = new Stretches();
  private @Nullable S start;
  private String startId = "";
  private Instant started = Instant.MAX;
  private Instant ended = Instant.MIN;
  private long runtimeMillis;
  private long playedMillis;
  private long startupMillis = -1;
  private long stalledMillis;
  private long stalls;
  private long errors;
  private boolean fatal;
  private boolean heard;
  private Instant stopped = Instant.MIN;
  private @Nullable String stopReason;

  /** Somebody asked for the title. Of several starts the first counts; ids break ties. */
  public void start(Instant occurred, String id, long runtime, S kept) {
    seen(occurred);
    int order = occurred.compareTo(started);
    if (start == null || order < 0 || (order == 0 && id.compareTo(startId) < 0)) {
      start = kept;
      startId = id;
      started = occurred;
      runtimeMillis = runtime;
    }
  }

  /** A stretch was played. */
  public void heartbeat(
      Instant occurred, long fromMillis, long toMillis, long played, OptionalLong startup) {
    seen(occurred);
    heard = true;
    stretches.add(fromMillis, toMillis);
    playedMillis += played;
    startup(startup);
  }

  /** The picture stood still. */
  public void stall(Instant occurred, String cause, long millis) {
    seen(occurred);
    if (cause.equals(NETWORK)) {
      stalledMillis += millis;
      stalls++;
    }
  }

  /** The play ended. Of several stops the last counts. */
  public void stop(Instant occurred, String reason, OptionalLong startup) {
    seen(occurred);
    startup(startup);
    int order = occurred.compareTo(stopped);
    if (stopReason == null || order > 0 || (order == 0 && reason.compareTo(stopReason) < 0)) {
      stopped = occurred;
      stopReason = reason;
    }
  }

  /** Something failed, and perhaps ended the play. */
  public void error(Instant occurred, boolean ending) {
    seen(occurred);
    errors++;
    fatal |= ending;
  }

  /** Any other fact of the play, such as a seek. */
  public void seen(Instant occurred) {
    ended = occurred.isAfter(ended) ? occurred : ended;
  }

  /** The play so far; empty until its start is known. */
  public Optional<Play<S>> play() {
    if (start == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Play<>(
            start,
            started,
            ended,
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
}
