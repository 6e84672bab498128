package playhouse.batch.factory;

import static org.apache.spark.sql.functions.lit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import playhouse.batch.DayRange;
import playhouse.batch.Freshness;
import playhouse.batch.Job;
import playhouse.batch.Lake;
import playhouse.batch.Outcome;
import playhouse.batch.Request;
import playhouse.batch.registry.ModelRegistry;
import playhouse.batch.registry.Registered;
import playhouse.models.factory.Question;

/**
 * The jobs {@code churn} and such: the champion's answer for everybody of whom the question is
 * asked at the end of each day given, or of the last day of which anything is known.
 */
record ScorePersonJob(Question question) implements Job {

  @Override
  public String name() {
    return question.name();
  }

  @Override
  public String purpose() {
    return "The answer of the model " + question.name() + " for each person: " + table() + ".";
  }

  @Override
  public List<String> needs() {
    List<String> needs = new ArrayList<>(FactoryJobs.NEEDS);
    needs.add("train-" + question.name());
    return List.copyOf(needs);
  }

  String table() {
    return "mart." + question.name();
  }

  @Override
  public Outcome run(Lake lake, Request request) {
    List<String> read = new ArrayList<>(Pinned.TABLES);
    read.add("ops.model_stages");
    Freshness freshness = Freshness.of(lake, this, read);
    if (request.days().isEmpty() && freshness.upToDate()) {
      return freshness.nothingNew();
    }
    Optional<Registered> champion = new ModelRegistry(lake).champion(question.name());
    Pinned pinned = Pinned.now(lake, request.now());
    if (champion.isEmpty()) {
      return Outcome.of(
          freshness.inputs(), 0, "no model serves: ./playhouse retrain " + question.name());
    }
    Map<String, Long> inputs = new TreeMap<>(freshness.inputs());
    return score(pinned, champion.get(), inputs, request);
  }

  private Outcome score(
      Pinned pinned, Registered champion, Map<String, Long> inputs, Request request) {
    NavigableSet<LocalDate> days = days(pinned, request);
    Optional<Dataset<Row>> facts = PersonFacts.from(pinned::read);
    NavigableSet<LocalDate> changed = new TreeSet<>();
    List<String> said = new ArrayList<>();
    long rows = 0;
    for (LocalDate day : days) {
      Dataset<Row> answers =
          Answers.from(facts.orElseThrow(), question, champion.bytes(), end(day))
              .persist(StorageLevel.MEMORY_AND_DISK());
      try {
        Dataset<Row> told =
            answers
                .drop("numbers")
                .withColumn("day", lit(day))
                .withColumn("model", lit(champion.version()));
        var written = pinned.lake().overwriteDays(told, table(), Set.of(day));
        changed.addAll(written.days());
        rows += written.rows();
        Health health = new Health(pinned.lake(), question, champion, request.runId());
        said.add(health.write(day, answers, facts.orElseThrow()));
      } finally {
        answers.unpersist();
      }
    }
    if (!days.isEmpty()) {
      said.add(Told.of(pinned.lake(), table(), question.name(), days.last()) + " people told of");
    }
    return new Outcome(inputs, changed, rows, String.join("; ", said));
  }

  private static NavigableSet<LocalDate> days(Pinned pinned, Request request) {
    return request
        .days()
        .map(DayRange::days)
        .or(() -> pinned.last().map(List::of))
        .<NavigableSet<LocalDate>>map(TreeSet::new)
        .orElseGet(TreeSet::new);
  }

  private static Instant end(LocalDate day) {
    return day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }
}
