package playhouse.batch.care;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.RewriteDataFiles;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.spark.actions.SparkActions;
import playhouse.batch.DayRange;
import playhouse.batch.Days;
import playhouse.batch.Lake;

/**
 * Writes the small files of crowded partitions together, sorted; the open day is left alone, for a
 * row is cheaper written well once than written again.
 *
 * @param today the first day that is still open
 */
record Compaction(Lake lake, Table table, LocalDate today) {
  /** So that one kind of event lies together: its struct is null everywhere else. */
  private static final List<String> RAW_ORDER = List.of("type", "person", "occurred");

  /** A filter of too many days is slow to plan by. */
  private static final int MOST_RANGES = 50;

  private static final int AT_ONCE = 2;
  private static final long GROUP_BYTES = 1L << 30;

  /** The files that were replaced, and those that could not be: somebody was faster. */
  record Result(long files, long failed) {
    private Result plus(Result other) {
      return new Result(files + other.files, failed + other.failed);
    }
  }

  Result run() {
    long target = Pile.target(table);
    Collection<Pile> crowded =
        Pile.of(table).stream().filter(p -> p.closed(today) && p.crowded(target)).toList();
    if (crowded.isEmpty()) {
      return new Result(0, 0);
    }
    NavigableSet<LocalDate> days = new TreeSet<>();
    crowded.forEach(pile -> pile.day().ifPresent(days::add));
    Optional<DayField> field = DayField.of(table.spec());
    if (field.isEmpty() || days.isEmpty()) {
      return rewrite(Expressions.alwaysTrue(), Pile.FEW + 3);
    }
    Result all = new Result(0, 0);
    List<DayRange> ranges = Days.ranges(days, 0);
    for (int from = 0; from < ranges.size(); from += MOST_RANGES) {
      int to = Math.min(ranges.size(), from + MOST_RANGES);
      all = all.plus(rewrite(field.get().among(ranges.subList(from, to)), 2));
    }
    return all;
  }

  private Result rewrite(Expression where, int fewestFiles) {
    RewriteDataFiles action =
        SparkActions.get(lake.spark())
            .rewriteDataFiles(table)
            .filter(where)
            .option(RewriteDataFiles.PARTIAL_PROGRESS_ENABLED, "true")
            .option(RewriteDataFiles.MAX_CONCURRENT_FILE_GROUP_REWRITES, "" + AT_ONCE)
            .option(RewriteDataFiles.MAX_FILE_GROUP_SIZE_BYTES, "" + GROUP_BYTES)
            .option("min-input-files", "" + fewestFiles);
    RewriteDataFiles.Result result = sorted(action).execute();
    return new Result(result.rewrittenDataFilesCount(), result.failedDataFilesCount());
  }

  private RewriteDataFiles sorted(RewriteDataFiles action) {
    if (table.sortOrder().isSorted()) {
      return action.sort();
    }
    if (RAW_ORDER.stream().allMatch(column -> table.schema().findField(column) != null)) {
      SortOrder.Builder order = SortOrder.builderFor(table.schema());
      RAW_ORDER.forEach(order::asc);
      return action.sort(order.build());
    }
    return action.binPack();
  }
}
