package playhouse.batch.core;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
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
 * The job {@code entitlements}: a late change ends the one before it, on whatever day that was, so
 * the whole history is looked at and only days that differ are written.
 */
record EntitlementsJob() implements Job {
  private static final String RAW = "raw.subscription";

  @Override
  public String name() {
    return "entitlements";
  }

  @Override
  public String purpose() {
    return "What each person may use, as a history: core.entitlements.";
  }

  @Override
  public Outcome run(Lake lake, Request request) {
    Changes changes = Changes.since(lake, name(), request, List.of(RAW));
    NavigableSet<LocalDate> touched = changes.days();
    if (touched.isEmpty() || changes.snapshots().isEmpty()) {
      return changes.outcome(Written.nothing(), "nothing new");
    }
    NavigableSet<LocalDate> owned = new TreeSet<>(touched);
    if (!changes.given()) {
      owned.addAll(lake.days("core.entitlements"));
    }
    Dataset<Row> rows =
        Accounts.entitlements(changes.read(RAW).orElseThrow()).where(Days.among(col("day"), owned));
    return changes.outcome(lake.overwriteDays(rows, "core.entitlements", owned), "");
  }
}
