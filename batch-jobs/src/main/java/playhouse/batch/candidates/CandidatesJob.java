package playhouse.batch.candidates;

import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import playhouse.batch.Freshness;
import playhouse.batch.Job;
import playhouse.batch.Lake;
import playhouse.batch.Outcome;
import playhouse.batch.Request;
import playhouse.batch.training.TrainingSet;

/**
 * The job {@code candidates}: lists out of the training set, kept under the last day of its data.
 * The topic hears of them unless days were asked for.
 */
record CandidatesJob() implements Job {
  private static final String TABLE = "mart.candidates";

  @Override
  public String name() {
    return "candidates";
  }

  @Override
  public String purpose() {
    return "Lists to choose from: popular, trending, new, similar to a title: mart.candidates.";
  }

  @Override
  public List<String> needs() {
    return List.of("titles", "training-set");
  }

  @Override
  public Outcome run(Lake lake, Request request) {
    Freshness freshness =
        Freshness.of(lake, this, List.of(TrainingSet.TABLE, "core.titles", "raw.catalogue"));
    if (request.days().isEmpty() && freshness.upToDate()) {
      return freshness.nothingNew();
    }
    Optional<Row> last = Slices.last(lake.table(TrainingSet.TABLE));
    LocalDate day =
        last.<LocalDate>map(row -> row.getAs(1))
            .orElseGet(() -> LocalDate.ofInstant(request.now(), ZoneOffset.UTC));
    String home = last.map(row -> row.getString(0)).orElse("");
    var lists = new Slices(lake, home).all().withColumn("day", lit(day));
    var written = lake.overwriteDays(lists, TABLE, Set.of(day));
    // Lists for days asked for are of the past.
    int told = request.days().isPresent() ? 0 : CandidateMessages.tell(lake, TABLE, day);
    return new Outcome(
        freshness.inputs(), written.days(), written.rows(), told + " lists, as of " + day);
  }
}
