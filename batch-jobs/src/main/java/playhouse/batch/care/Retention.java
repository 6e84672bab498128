package playhouse.batch.care;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/**
 * How long the rows of a table that only grows are kept.
 *
 * @param column the instant that tells a row's age; the table is partitioned by its day or month
 * @param byMonth true if by its month
 * @param kept of the policy
 */
record Retention(String column, boolean byMonth, Function<CarePolicy, Duration> kept) {
  private static final Map<String, Retention> BY_TABLE =
      Map.of(
          "ops.rejects", new Retention("received", false, CarePolicy::rejects),
          "mart.kpi_minute", new Retention("minute", false, CarePolicy::minutes),
          "ops.job_runs", new Retention("started_at", true, CarePolicy::runs),
          "ops.lineage", new Retention("event_time", true, CarePolicy::runs),
          "ops.table_care", new Retention("cared_at", true, CarePolicy::runs));

  static Optional<Retention> of(String table) {
    return Optional.ofNullable(BY_TABLE.get(table));
  }

  /** Takes out whole partitions, which rewrites no file; true if there was anything to take out. */
  boolean apply(Table table, CarePolicy policy, Instant now) {
    LocalDate last = now.minus(kept.apply(policy)).atOffset(ZoneOffset.UTC).toLocalDate();
    LocalDate first = byMonth ? last.withDayOfMonth(1) : last;
    Expression old =
        Expressions.lessThan(
            column, first.atStartOfDay(ZoneOffset.UTC).toOffsetDateTime().toString());
    if (isEmpty(table, old)) {
      return false;
    }
    table.newDelete().deleteFromRowFilter(old).commit();
    return table.currentSnapshot().operation().equals(DataOperations.DELETE);
  }

  private static boolean isEmpty(Table table, Expression where) {
    try (var files = table.newScan().filter(where).planFiles()) {
      return !files.iterator().hasNext();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException("planning " + table.name(), e);
    }
  }
}
