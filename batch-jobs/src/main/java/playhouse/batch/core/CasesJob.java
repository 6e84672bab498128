package playhouse.batch.core;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import playhouse.batch.Changes;
import playhouse.batch.Days;
import playhouse.batch.Job;
import playhouse.batch.Lake;
import playhouse.batch.Outcome;
import playhouse.batch.Request;
import playhouse.batch.Written;

/**
 * A job for what is opened by one fact and reported on by others, such as an impression that is
 * clicked or a ticket that is solved: a report that comes late opens the day of its case again. A
 * report counts from the day before the case was opened on.
 *
 * @param inputs raw tables that it reads
 * @param output table that it writes, a row for each case, on the day on which it was opened
 * @param key column of the output with the id of the case
 * @param cases what it makes of them
 */
public record CasesJob(
    String name, String purpose, List<String> inputs, String output, String key, Cases cases)
    implements Job {

  /** How facts come to be about a case. */
  public interface Cases {
    /**
     * The facts of a raw table that are about cases, with the columns {@code about}, the id of the
     * case, and {@code opens}, true if the fact opens it, beside those that they had.
     */
    Dataset<Row> about(String table, Dataset<Row> facts);

    /** The cases, from facts as {@link #about} has them; each raw table's columns by their name. */
    Dataset<Row> from(Dataset<Row> facts, Money money);

    /** True if a case is opened by whatever is first said of it, and not by a fact of its own. */
    default boolean openedByAny() {
      return false;
    }
  }

  @Override
  public List<String> needs() {
    return DayJob.needs(List.of(Money.RATES));
  }

  @Override
  public Outcome run(Lake lake, Request request) {
    List<String> tables = new ArrayList<>(inputs);
    tables.add(Money.RATES);
    Changes changes = Changes.since(lake, name, request, tables);
    NavigableSet<LocalDate> touched = changes.days();
    Optional<Dataset<Row>> facts = facts(changes);
    if (touched.isEmpty() || facts.isEmpty()) {
      return changes.outcome(Written.nothing(), "nothing new");
    }
    NavigableSet<LocalDate> owned = new TreeSet<>(touched);
    if (!changes.given()) {
      owned.addAll(reported(lake, facts.get(), touched));
    }
    Money money = new Money(lake.currency(), changes.read(Money.RATES));
    Dataset<Row> rows =
        cases.from(needed(lake, facts.get(), owned), money).where(Days.among(col("day"), owned));
    return changes.outcome(lake.overwriteDays(rows, output, owned), "");
  }

  private Optional<Dataset<Row>> facts(Changes changes) {
    return inputs.stream()
        .flatMap(table -> changes.read(table).map(rows -> about(table, rows)).stream())
        .reduce((one, other) -> one.unionByName(other, true));
  }

  private Dataset<Row> about(String table, Dataset<Row> rows) {
    return cases.about(table, Facts.counting(rows)).where(col("about").isNotNull());
  }

  /** The facts of the cases that were opened on these days. */
  private Dataset<Row> needed(Lake lake, Dataset<Row> facts, NavigableSet<LocalDate> owned) {
    Column late =
        col("occurred").geq(owned.first().minusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
    if (!cases.openedByAny()) {
      return facts.where(
          Days.spanning(col("occurred"), owned).and(col("opens")).or(late.and(not(col("opens")))));
    }
    Dataset<Row> elsewhere =
        lake.table(output).where(Days.outside(col("day"), owned)).select(col(key).as("about"));
    return facts.where(late).join(elsewhere, "about", "left_anti");
  }

  /** The days of cases opened earlier that were spoken of in these days. */
  private List<LocalDate> reported(Lake lake, Dataset<Row> facts, NavigableSet<LocalDate> touched) {
    Dataset<Row> opened = lake.table(output).where(Days.outside(col("day"), touched));
    if (opened.isEmpty()) {
      return List.of();
    }
    Dataset<Row> spokenOf =
        facts.where(Days.spanning(col("occurred"), touched)).select("about").distinct();
    return opened
        .select(col("day"), col(key).as("about"))
        .join(spokenOf, "about")
        .select("day")
        .distinct()
        .as(Encoders.LOCALDATE())
        .collectAsList();
  }
}
