package playhouse.batch.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.Days;
import playhouse.batch.Lake;
import playhouse.warehouse.QualityCheck;

/**
 * A table that is to be judged.
 *
 * @param snapshot the table as it is looked at
 * @param dated whether it is partitioned by day; otherwise all of it belongs to the day of the run
 * @param days whose rows are judged
 */
record Judged(
    Lake lake,
    String table,
    List<QualityCheck> checks,
    long snapshot,
    boolean dated,
    NavigableSet<LocalDate> days) {

  /** The checks of one kind. */
  List<QualityCheck> checks(QualityCheck.Kind kind) {
    return checks.stream().filter(check -> check.kind() == kind).toList();
  }

  /** The checks that are asked of each row. */
  List<QualityCheck> ofRows() {
    return checks.stream().filter(check -> check.kind().ofRows()).toList();
  }

  /** Days of it that are over and that have rows to judge or to miss. */
  NavigableSet<LocalDate> closed(LocalDate today) {
    return dated ? new TreeSet<>(days.headSet(today, false)) : new TreeSet<>();
  }

  /** The rows of the days, each with its day. */
  Dataset<Row> rows() {
    return rows(days);
  }

  /** The rows of some days, each with its day. */
  Dataset<Row> rows(NavigableSet<LocalDate> wanted) {
    Dataset<Row> all = lake.table(table, snapshot);
    if (!dated) {
      return all.withColumn("day", lit(days.first()));
    }
    return Arrays.asList(all.columns()).contains("day")
        ? all.where(Days.among(col("day"), wanted))
        : all.where(Days.spanning(col("occurred"), wanted))
            .withColumn("day", col("occurred").cast("date"));
  }
}
