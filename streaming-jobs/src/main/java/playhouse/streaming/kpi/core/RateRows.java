package playhouse.streaming.kpi.core;

import static playhouse.streaming.kpi.core.FactRows.row;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rates of exchange by day: of each day with a rate the last one, and the same on the days after
 * until the next. A case is a currency and what it is exchanged into.
 */
record RateRows() implements LiveTable {

  @Override
  public String name() {
    return "live.rates";
  }

  @Override
  public List<String> columns() {
    return List.of("currency", "reporting", "rate_nanos", "day_no");
  }

  @Override
  public Set<String> types() {
    return Set.of("rate.published");
  }

  @Override
  public boolean history() {
    return true;
  }

  @Override
  public Duration reach() {
    return LONGEST_TERM.plus(KEPT);
  }

  @Override
  public void take(Body fact, Aim aim) {
    aim.at(
        fact.text("currency") + "|" + fact.text("reporting"),
        "",
        fact.id(),
        fact.text("currency"),
        fact.text("reporting"),
        fact.number("rate_nanos"));
  }

  @Override
  public List<List<@Nullable Object>> rows(List<Piece> pieces, Instant now) {
    NavigableMap<Integer, List<Piece>> days = new TreeMap<>();
    pieces.forEach(
        piece ->
            days.computeIfAbsent(Clock.dayNo(piece.micros()), d -> new ArrayList<>()).add(piece));
    int last = Clock.dayNo(Clock.micros(now)) + 1;
    List<List<@Nullable Object>> rows = new ArrayList<>();
    days.forEach(
        (day, told) -> {
          Piece holds = First.last(told, piece -> true).orElseThrow();
          Integer next = days.higherKey(day);
          int until = next == null ? Math.max(day, last) : next - 1;
          for (int of = day; of <= until; of++) {
            rows.add(row(holds.any(1), holds.any(2), holds.any(3), of));
          }
        });
    return rows;
  }

  /** Payments of terms that still run are exchanged by the rate of their day: none is spent. */
  @Override
  public List<Long> spent(Map<Long, Piece> pieces, Instant now) {
    return List.of();
  }
}
