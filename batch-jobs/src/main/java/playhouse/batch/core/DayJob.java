package playhouse.batch.core;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
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
 * A job that makes the days of one table out of days of others, as they are near by.
 *
 * @param inputs tables that it reads
 * @param output table that it writes
 * @param projection what it makes of them
 */
public record DayJob(
    String name, String purpose, List<Input> inputs, String output, Projection projection)
    implements Job {
  private static final String CORE = "core.";

  /** The rows of the output, from rows of the inputs; a function without a session or I/O. */
  public interface Projection {
    /** Empty if nothing can come of what is there. */
    Optional<Dataset<Row>> from(Rows rows);
  }

  /** The inputs, cut to the days that matter. */
  public record Rows(Changes changes, List<Input> inputs, NavigableSet<LocalDate> owned) {
    /** The rows of a table; empty if there is no such table, or nothing in it. */
    public Optional<Dataset<Row>> of(String table) {
      NavigableSet<LocalDate> needed = new TreeSet<>();
      inputs.stream()
          .filter(input -> input.table().equals(table))
          .forEach(input -> needed.addAll(input.needed(owned)));
      Column cut =
          table.startsWith("raw.")
              ? Days.spanning(col("occurred"), needed)
              : Days.among(col("day"), needed);
      return changes.read(table).map(rows -> rows.where(cut));
    }

    /** Money of these days in the reporting currency. */
    public Money money() {
      return new Money(changes.lake().currency(), of(Money.RATES));
    }
  }

  /** A job whose days are made of the same days of one table. */
  public static DayJob of(
      String name, String purpose, String input, String output, Day projection) {
    return new DayJob(
        name,
        purpose,
        List.of(Input.same(input)),
        output,
        rows -> rows.of(input).map(projection::from));
  }

  /** What becomes of a day of one table. */
  public interface Day {
    Dataset<Row> from(Dataset<Row> rows);
  }

  /** A core table is made by the job of that name. */
  @Override
  public List<String> needs() {
    return needs(inputs.stream().map(Input::table).toList());
  }

  static List<String> needs(List<String> tables) {
    return tables.stream()
        .filter(table -> table.startsWith(CORE))
        .map(table -> table.substring(CORE.length()).replace('_', '-'))
        .toList();
  }

  @Override
  public Outcome run(Lake lake, Request request) {
    List<String> tables = inputs.stream().map(Input::table).distinct().toList();
    Changes changes = Changes.since(lake, name, request, tables);
    NavigableSet<LocalDate> owned = owned(changes);
    if (owned.isEmpty()) {
      return changes.outcome(Written.nothing(), "nothing new");
    }
    Written written =
        projection
            .from(new Rows(changes, inputs, owned))
            .map(rows -> rows.where(Days.among(col("day"), owned)))
            .map(rows -> lake.overwriteDays(rows, output, owned))
            .orElseGet(Written::nothing);
    return changes.outcome(written, "");
  }

  private NavigableSet<LocalDate> owned(Changes changes) {
    if (changes.given()) {
      return changes.days();
    }
    NavigableSet<LocalDate> owned = new TreeSet<>();
    for (Input input : inputs) {
      owned.addAll(input.reached(changes.touched().getOrDefault(input.table(), new TreeSet<>())));
    }
    return owned;
  }
}
