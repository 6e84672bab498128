package playhouse.streaming.kpi.core;

import static playhouse.streaming.kpi.core.FactRows.row;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What each person may use: a change holds until the next one; a case is a person. */
record EntitlementRows() implements LiveTable {
  /** By instant, then by id, then by source. */
  private static final Comparator<Piece> ORDER =
      Comparator.comparingLong(Piece::micros)
          .thenComparing(piece -> piece.text(0))
          .thenComparing(piece -> piece.text(1));

  private static final long MICROS = 1;

  /** What somebody may use without an end was said whenever it began. */
  private static final Duration EVER = Duration.ofDays(36_500);

  @Override
  public String name() {
    return "core.entitlements";
  }

  @Override
  public List<String> columns() {
    return List.of("state", "quarter_no", "superseded_quarter_no", "last_quarter_no");
  }

  @Override
  public Set<String> types() {
    return Set.of("entitlement.changed");
  }

  @Override
  public boolean history() {
    return true;
  }

  @Override
  public Duration reach() {
    return EVER;
  }

  @Override
  public void take(Body fact, Aim aim) {
    String person = fact.person();
    if (person != null) {
      aim.at(
          person,
          "",
          fact.id(),
          fact.fact().envelope().getSource(),
          fact.text("state"),
          fact.micros("valid_until"));
    }
  }

  @Override
  public List<List<@Nullable Object>> rows(List<Piece> pieces, Instant now) {
    List<Piece> changes = pieces.stream().sorted(ORDER).toList();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      Piece change = changes.get(i);
      rows.add(
          row(
              change.any(2),
              Clock.quarterNo(change.micros()),
              i + 1 < changes.size() ? Clock.quarterNo(changes.get(i + 1).micros()) : null,
              change.any(3) == null ? null : Clock.quarterNo(change.number(3) - MICROS)));
    }
    return rows;
  }

  /** A change that was followed by another long ago, or ran out long ago, says nothing more. */
  @Override
  public List<Long> spent(Map<Long, Piece> pieces, Instant now) {
    long until = Clock.micros(now.minus(KEPT));
    List<Map.Entry<Long, Piece>> changes =
        pieces.entrySet().stream().sorted(Map.Entry.comparingByValue(ORDER)).toList();
    List<Long> spent = new ArrayList<>();
    for (int i = 0; i + 1 < changes.size(); i++) {
      if (changes.get(i + 1).getValue().micros() < until) {
        spent.add(changes.get(i).getKey());
      }
    }
    return spent;
  }
}
