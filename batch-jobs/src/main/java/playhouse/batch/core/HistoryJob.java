package playhouse.batch.core;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import playhouse.batch.Changes;
import playhouse.batch.Days;
import playhouse.batch.Job;
import playhouse.batch.Lake;
import playhouse.batch.Outcome;
import playhouse.batch.Request;
import playhouse.batch.Written;

/**
 * A job whose rows depend on what was said long before or after: the whole history is looked at,
 * which is small, and only days that differ are written.
 *
 * @param inputs tables that it reads
 * @param output table that it writes, partitioned by day
 * @param projection what it makes of them
 */
public record HistoryJob(
    String name, String purpose, List<String> inputs, String output, Projection projection)
    implements Job {

  /** The rows of the output, from all rows of the inputs; a function without a session or I/O. */
  public interface Projection {
    /** Empty if nothing can come of what is there. */
    Optional<Dataset<Row>> from(Rows rows);
  }

  /** The inputs as they were when looked at. */
  public record Rows(Changes changes) {
    /** The rows of a table; empty if there is no such table, or nothing in it. */
    public Optional<Dataset<Row>> of(String table) {
      return changes.read(table);
    }

    /** Money in the reporting currency. */
    public Money money() {
      return new Money(changes.lake().currency(), of(Money.RATES));
    }
  }

  /** A core table is made by the job of that name. */
  @Override
  public List<String> needs() {
    return DayJob.needs(inputs);
  }

  @Override
  public Outcome run(Lake lake, Request request) {
    Changes changes = Changes.since(lake, name, request, inputs);
    NavigableSet<LocalDate> touched = changes.days();
    Optional<Dataset<Row>> rows =
        touched.isEmpty() ? Optional.empty() : projection.from(new Rows(changes));
    if (rows.isEmpty()) {
      return changes.outcome(Written.nothing(), "nothing new");
    }
    Written written =
        changes.given()
            ? lake.overwriteDays(rows.get().where(Days.among(col("day"), touched)), output, touched)
            : whole(lake, rows.get());
    return changes.outcome(written, "");
  }

  /** What it owned before and owns now are all the days there are; the rows are computed once. */
  private Written whole(Lake lake, Dataset<Row> rows) {
    Dataset<Row> kept = rows.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      NavigableSet<LocalDate> owned = new TreeSet<>(lake.days(output));
      owned.addAll(kept.select("day").distinct().as(Encoders.LOCALDATE()).collectAsList());
      return lake.overwriteDays(kept, output, owned);
    } finally {
      kept.unpersist();
    }
  }
}
