package playhouse.batch.kpi;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.Optional;
import org.apache.spark.sql.Row;
import playhouse.batch.Lake;

/** How far the facts reach: no day after the last of them has a value, not even 0. */
record LastInstant(Lake lake) {
  private static final long QUARTER_SECONDS = 900;

  /** The start of the latest quarter hour in which there is a fact in any of the tables. */
  Optional<Instant> of(Collection<String> tables) {
    return tables.stream()
        .flatMap(table -> lastQuarterNo(table).stream())
        .max(Integer::compare)
        .map(quarterNo -> Instant.ofEpochSecond(quarterNo * QUARTER_SECONDS));
  }

  private Optional<Integer> lastQuarterNo(String table) {
    NavigableSet<LocalDate> days = lake.days(table);
    if (days.isEmpty()) {
      return Optional.empty();
    }
    Row row =
        lake.table(table)
            .where(col("day").equalTo(days.last()))
            .agg(max("quarter_no"))
            .collectAsList()
            .get(0);
    return row.isNullAt(0) ? Optional.empty() : Optional.of(row.getInt(0));
  }
}
