package playhouse.streaming.kpi.core;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.DedupKey;

/**
 * A table with a row for each fact.
 *
 * @param row the values of its columns
 */
record FactRows(
    String name,
    List<String> columns,
    Set<String> types,
    Function<Body, List<@Nullable Object>> row)
    implements LiveTable {

  @Override
  public void take(Body fact, Aim aim) {
    // A fact told twice is the same case twice.
    String about =
        DedupKey.of(fact.fact().envelope().getSource(), fact.fact().envelope().getId()).toString();
    aim.at(about, "", row.apply(fact).toArray());
  }

  @Override
  public List<List<@Nullable Object>> rows(List<Piece> pieces, Instant now) {
    return pieces.stream().map(Piece::values).limit(1).toList();
  }

  /** A row with nulls. */
  static List<@Nullable Object> row(@Nullable Object... values) {
    return Arrays.asList(values);
  }
}
