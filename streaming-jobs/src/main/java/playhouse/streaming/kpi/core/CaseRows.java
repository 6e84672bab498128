package playhouse.streaming.kpi.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table with a row, or none, for what several facts are about.
 *
 * @param pieces says what each adds
 * @param history whether facts of long ago matter too
 * @param row the values of its columns
 */
record CaseRows(
    String name,
    List<String> columns,
    Set<String> types,
    boolean history,
    BiConsumer<Body, Aim> pieces,
    Function<List<Piece>, Optional<List<@Nullable Object>>> row)
    implements LiveTable {

  @Override
  public void take(Body fact, Aim aim) {
    pieces.accept(fact, aim);
  }

  @Override
  public List<List<@Nullable Object>> rows(List<Piece> known, Instant now) {
    return row.apply(known).stream().toList();
  }
}
