package playhouse.batch.titles;

import java.util.List;
import playhouse.contracts.behaviour.Play;
import playhouse.contracts.behaviour.Stretches;

/** One view being put together from a play and its reloads, in the order of their starts. */
final class Viewing {
  /** How soon a reload comes, and how long after a play what is said of it still tells. */
  private static final long SOON_MICROS = 5 * 60 * 1_000_000L;

  private static final long NEAR_MILLIS = 30_000;
  private static final long WATCHED_MILLIS = 30_000;

  /**
   * A play, as far as views are concerned.
   *
   * @param positionMillis where it began; -1 if not known
   * @param known false if what was seen is not told in stretches
   * @param ends of the stretches seen: from, to, from, to …
   * @param finished true if it reached its end
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record One(
      long startedMicros,
      long endedMicros,
      long runtimeMillis,
      long positionMillis,
      long distinctMillis,
      long playedMillis,
      boolean known,
      long[] ends,
      boolean autoplay,
      boolean muted,
      boolean finished) {

    private boolean near(long positionMillis) {
      boolean near = Math.abs(this.positionMillis - positionMillis) <= NEAR_MILLIS;
      for (int i = 1; i < ends.length; i += 2) {
        near |= Math.abs(ends[i] - positionMillis) <= NEAR_MILLIS;
      }
      return near;
    }
  }

  private final One first;
  private final Stretches stretches = new Stretches();
  private One last;
  private long endedMicros;
  private long plays;
  private long mostDistinctMillis;
  private long playedMillis;
  private boolean known = true;
  private boolean autoplay = true;
  private boolean muted = true;

  Viewing(One first) {
    this.first = first;
    last = first;
    endedMicros = first.endedMicros();
    add(first);
  }

  /** True if a play, begun later on the same device, is the same view going on. */
  boolean goesOnWith(One next) {
    return !last.finished()
        && last.positionMillis() >= 0
        && next.positionMillis() >= 0
        && next.startedMicros() <= endedMicros + SOON_MICROS
        && last.near(next.positionMillis());
  }

  void add(One play) {
    last = play;
    plays++;
    endedMicros = Math.max(endedMicros, play.endedMicros());
    mostDistinctMillis = Math.max(mostDistinctMillis, play.distinctMillis());
    playedMillis += play.playedMillis();
    known &= play.known();
    autoplay &= play.autoplay();
    muted &= play.muted();
    for (int i = 0; i < play.ends().length; i += 2) {
      stretches.add(play.ends()[i], play.ends()[i + 1]);
    }
  }

  /** True if one of these instants, at which the person spoke of the title, tells of attention. */
  boolean attended(List<Long> spokenMicros) {
    return spokenMicros.stream()
        .anyMatch(at -> at >= first.startedMicros() && at <= endedMicros + SOON_MICROS);
  }

  /** view, unattended or short. */
  String counted(boolean attended) {
    boolean qualified = Play.qualified(distinctMillis(), runtimeMillis());
    if (!autoplay && !muted) {
      return qualified ? "view" : "short";
    }
    boolean watched = !(autoplay && muted) && distinctMillis() >= WATCHED_MILLIS;
    return qualified && (attended || watched) ? "view" : "unattended";
  }

  long plays() {
    return plays;
  }

  boolean autoplay() {
    return autoplay;
  }

  boolean muted() {
    return muted;
  }

  boolean known() {
    return known;
  }

  long runtimeMillis() {
    return first.runtimeMillis();
  }

  long playedMillis() {
    return playedMillis;
  }

  /** What its plays saw together; where their stretches are not known, what one saw at least. */
  long distinctMillis() {
    return Math.max(mostDistinctMillis, stretches.within(runtimeMillis()));
  }

  /** Ends of the stretches seen: from, to, from, to … */
  long[] ends() {
    return stretches.endsWithin(runtimeMillis());
  }
}
