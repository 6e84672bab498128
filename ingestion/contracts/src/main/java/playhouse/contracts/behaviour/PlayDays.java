package playhouse.contracts.behaviour;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One play being put together day by day of UTC: only facts up to one day away from its start are
 * of it, and which those are is known when all have been told.
 *
 * @param <S> what is kept of the start
 */
public final class PlayDays<S> {
  private static final long DAY_MICROS = 86_400_000_000L;

  /** No record, so that it can be sent about between engines by those who write fields. */
  private static final class Day<S> {
    private final long no;
    private final PlayAssembly<S> told = new PlayAssembly<>();

    private Day(long no) {
      this.no = no;
    }
  }

  /** Hardly ever more than two. */
  private final List<Day<S>> days = new ArrayList<>(1);

  /** Where a fact is to be told that occurred at an instant, in microseconds since 1970. */
  public PlayAssembly<S> on(long occurred) {
    return day(Math.floorDiv(occurred, DAY_MICROS));
  }

  /** Takes in what others were told of the same play. */
  public void add(PlayDays<S> others) {
    others.days.forEach(day -> day(day.no).add(day.told));
  }

  /** The play; empty if nobody told of its start. */
  public Optional<PlayAssembly<S>> whole() {
    long started =
        days.stream().mapToLong(day -> day.told.startedMicros()).min().orElse(Long.MAX_VALUE);
    if (started == Long.MAX_VALUE) {
      return Optional.empty();
    }
    long startDay = Math.floorDiv(started, DAY_MICROS);
    PlayAssembly<S> whole = new PlayAssembly<>();
    days.stream()
        .filter(day -> Math.abs(day.no - startDay) <= 1)
        .forEach(day -> whole.add(day.told));
    return Optional.of(whole);
  }

  private PlayAssembly<S> day(long no) {
    for (Day<S> day : days) {
      if (day.no == no) {
        return day.told;
      }
    }
    Day<S> day = new Day<>(no);
    days.add(day);
    return day.told;
  }
}
