package playhouse.batch.training;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.DayRange;
import playhouse.batch.Freshness;
import playhouse.batch.Job;
import playhouse.batch.Lake;
import playhouse.batch.Outcome;
import playhouse.batch.Request;

/** The job {@code training-set}: with a day given, as things stood at its end. */
record TrainingSetJob() implements Job {
  @Override
  public String name() {
    return "training-set";
  }

  @Override
  public String purpose() {
    return "What people took up, one after another: mart.training_set.";
  }

  @Override
  public List<String> needs() {
    return List.of("plays", "interactions");
  }

  @Override
  public Outcome run(Lake lake, Request request) {
    Freshness freshness =
        Freshness.of(lake, this, List.of("core.plays", "core.interactions", Deeds.DISMISSALS));
    if (request.days().isEmpty() && freshness.upToDate()) {
      return freshness.nothingNew();
    }
    Dataset<Row> attentions = Attentions.from(Deeds.before(lake, end(request)));
    var written = lake.overwrite(TrainingSet.from(attentions), TrainingSet.TABLE);
    return Outcome.of(freshness.inputs(), written.rows(), "");
  }

  private static Optional<Instant> end(Request request) {
    return request
        .days()
        .map(DayRange::to)
        .map(day -> day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
  }
}
