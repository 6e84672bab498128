package playhouse.serving.advertising.reports;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import playhouse.serving.platform.Refusal;

/** The rows of days: those that are over from the lake, if it has them, and all others live. */
final class Reports {
  private final LiveReports live;
  private final ClosedDays closed;
  private final Clock clock;

  Reports(LiveReports live, ClosedDays closed, Clock clock) {
    this.live = live;
    this.closed = closed;
    this.clock = clock;
  }

  /**
   * A day, and where its numbers are from.
   *
   * @param source lake or live
   */
  record Day(LocalDate day, String source) {}

  /** Rows, and where those of each day are from. */
  record Found(List<ReportRow> rows, List<Day> days) {}

  /** Those of some days, the last one included. */
  Found of(LocalDate from, LocalDate until) {
    List<ReportRow> rows = new ArrayList<>();
    List<Day> days = new ArrayList<>();
    LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    for (LocalDate day = from; !day.isAfter(until); day = day.plusDays(1)) {
      Optional<List<ReportRow>> counted = day.isBefore(today) ? closed(day) : Optional.empty();
      rows.addAll(counted.isPresent() ? counted.get() : live.of(day));
      days.add(new Day(day, counted.isPresent() ? "lake" : "live"));
    }
    return new Found(rows, days);
  }

  /** A lake that cannot be reached is no reason to tell nothing: the stream knows some days. */
  private Optional<List<ReportRow>> closed(LocalDate day) {
    try {
      return closed.of(day);
    } catch (Refusal e) {
      return Optional.empty();
    }
  }
}
