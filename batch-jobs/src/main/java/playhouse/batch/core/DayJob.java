package playhouse.batch.core;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.Changes;
import playhouse.batch.Days;
import playhouse.batch.Job;
import playhouse.batch.Lake;
import playhouse.batch.Outcome;
import playhouse.batch.Request;
import playhouse.batch.Written;

/**
 * A job that makes the days of one table out of the same days of others.
 *
 * @param inputs tables that it reads, partitioned by day
 * @param output table that it writes
 * @param neighbours days before and after that a day may also depend on
 * @param projection what it makes of them
 */
record DayJob(
    String name,
    String purpose,
    List<String> inputs,
    String output,
    int neighbours,
    Projection projection)
    implements Job {
  private static final String CORE = "core.";

  /** The rows of the output, from rows of the inputs; a function without a session or I/O. */
  interface Projection {
    Optional<Dataset<Row>> from(Inputs inputs);
  }

  /**
   * The inputs, cut to the days that matter.
   *
   * @param currency reporting currency
   */
  record Inputs(Changes changes, NavigableSet<LocalDate> days, String currency) {
    /** The rows of a table; empty if there is no such table, or nothing in it. */
    Optional<Dataset<Row>> read(String table) {
      Column cut =
          table.startsWith("raw.")
              ? Days.spanning(col("occurred"), days)
              : Days.among(col("day"), days);
      return changes.read(table).map(rows -> rows.where(cut));
    }
  }

  /** A core table is made by the job of that name. */
  @Override
  public List<String> needs() {
    return inputs.stream()
        .filter(table -> table.startsWith(CORE))
        .map(table -> table.substring(CORE.length()))
        .toList();
  }

  @Override
  public Outcome run(Lake lake, Request request) {
    Changes changes = Changes.since(lake, name, request, inputs);
    NavigableSet<LocalDate> owned =
        changes.given() ? changes.days() : Days.widened(changes.days(), neighbours);
    if (owned.isEmpty()) {
      return changes.outcome(Written.nothing(), "nothing new");
    }
    Inputs cut = new Inputs(changes, Days.widened(owned, neighbours), lake.currency());
    Written written =
        projection
            .from(cut)
            .map(rows -> rows.where(Days.among(col("day"), owned)))
            .map(rows -> lake.overwriteDays(rows, output, owned))
            .orElseGet(Written::nothing);
    return changes.outcome(written, "");
  }
}
