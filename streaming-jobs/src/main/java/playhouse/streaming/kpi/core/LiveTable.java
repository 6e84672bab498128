package playhouse.streaming.kpi.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Fact;

/**
 * A core table while facts arrive. Its rows fall into cases, such as a play or an impression; the
 * rows of a case are made anew of all that is known of it whenever something new is.
 *
 * <p>It has the columns that live definitions read, not all that the table in the lake has.
 */
public interface LiveTable {
  /** How long facts are kept: a day is told until a day and a half after its end. */
  Duration KEPT = Duration.ofDays(4);

  /** How long facts are kept by which is known that a case is not new. */
  Duration REMEMBERED = Duration.ofDays(35);

  /** Terms that were paid for may have begun so long ago. */
  Duration LONGEST_TERM = Duration.ofDays(1100);

  /** What takes part in a case. */
  interface Aim {
    /**
     * Adds a piece.
     *
     * @param about id of the case within its table
     * @param kind what it does in it
     */
    void at(String about, String kind, @Nullable Object... values);
  }

  /** Such as {@code core.plays}. */
  String name();

  /** Names of the columns of {@link #rows}, in order. */
  List<String> columns();

  /** Types of the facts that it is made of. */
  Set<String> types();

  /** Says what a fact of these types adds, and to which cases. */
  void take(Body fact, Aim aim);

  /** The rows of a case; pieces come in any order, each once. */
  List<List<@Nullable Object>> rows(List<Piece> pieces, Instant now);

  /** The pieces of a case, by their keys, that are no longer needed. */
  default List<Long> spent(Map<Long, Piece> pieces, Instant now) {
    long until = Clock.micros(now.minus(history() ? REMEMBERED : KEPT));
    List<Long> spent = new ArrayList<>();
    pieces.forEach(
        (key, piece) -> {
          if (piece.micros() < until) {
            spent.add(key);
          }
        });
    return spent;
  }

  /** Whether facts of long ago matter too. */
  default boolean history() {
    return false;
  }

  /** How long ago facts may have occurred that matter to a job that begins with nothing. */
  default Duration reach() {
    return history() ? REMEMBERED : KEPT;
  }

  /** The table, as one of all. */
  static LiveTable of(String name) {
    return LiveTables.ALL.stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no live table: " + name));
  }

  /** What a fact adds to this table; nothing if it is not of its types. */
  default void take(Fact fact, Aim aim) {
    if (types().contains(fact.type())) {
      take(Body.of(fact), aim);
    }
  }
}
