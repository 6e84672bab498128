package playhouse.batch.factory;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import playhouse.batch.FactPost;
import playhouse.batch.Lake;
import playhouse.batch.registry.ModelFacts;
import playhouse.batch.registry.Registered;
import playhouse.contracts.facts.DriftDetected;
import playhouse.contracts.facts.Platform;
import playhouse.models.factory.PersonModel;
import playhouse.models.factory.Question;
import playhouse.models.factory.Seen;
import playhouse.models.measure.Auc;
import playhouse.models.measure.CalibrationError;

/**
 * Whether a model still sees what it learnt from, and whether its answers of a horizon ago came
 * true: {@code ops.model_health}, where a row that did not pass is an alarm.
 */
record Health(Lake lake, Question question, Registered model, String runId) {
  private static final String TABLE = "ops.model_health";

  /** People of whom a day's shape is taken. */
  private static final int MOST = 50_000;

  /** Fewer answers say nothing of how they came true. */
  private static final int FEWEST = 100;

  private static final double WRONG = 0.05;

  /** Measures a day's answers; what it found in words. */
  String write(LocalDate day, Dataset<Row> answers, Dataset<Row> facts) {
    List<Row> stability = stability(day, answers);
    put(stability, day, true);
    LocalDate then = day.minusDays(question.horizon().toDays());
    List<Row> came = came(then, facts);
    put(came, then, false);
    List<Row> alarms =
        Stream.of(stability, came)
            .flatMap(List::stream)
            .filter(row -> Boolean.FALSE.equals(row.get(8)))
            .toList();
    FactPost.send(lake.settings(), alarms.stream().map(Health::told).toList());
    return day
        + ": "
        + alarms.size()
        + " alarms of "
        + (stability.size() + came.size())
        + " measures";
  }

  private static Platform told(Row alarm) {
    return ModelFacts.drifted(
        (LocalDate) alarm.get(0),
        new DriftDetected(
            alarm.getString(1),
            alarm.getString(2),
            alarm.getString(3),
            alarm.getString(4),
            alarm.getDouble(6),
            alarm.getDouble(7)));
  }

  private List<Row> stability(LocalDate day, Dataset<Row> answers) {
    List<float[]> now =
        answers.select("person", "numbers").orderBy("person").limit(MOST).collectAsList().stream()
            .map(Examples::numbers)
            .toList();
    List<Row> rows = new ArrayList<>();
    if (now.size() < FEWEST) {
      return rows;
    }
    Map<String, Seen.Stability> found =
        new TreeMap<>(PersonModel.decode(model.bytes()).stability(now));
    found.forEach(
        (subject, stability) ->
            rows.add(
                row(
                    day,
                    model.version(),
                    "stability",
                    subject,
                    now.size(),
                    stability.index(),
                    stability.limit())));
    return rows;
  }

  /** Answers that were given a horizon ago, against what came. */
  private List<Row> came(LocalDate then, Dataset<Row> facts) {
    String table = "mart." + question.name();
    if (!lake.days(table).contains(then)) {
      return List.of();
    }
    Instant moment = then.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    List<Row> pairs =
        lake.table(table)
            .where(col("day").equalTo(lit(then)))
            .select("person", "probability", "model")
            .join(
                Examples.from(facts, question, List.of(moment)).select("person", "came"), "person")
            .orderBy("person")
            .select("probability", "came", "model")
            .collectAsList();
    if (pairs.size() < FEWEST) {
      return List.of();
    }
    double[] told = pairs.stream().mapToDouble(row -> row.getDouble(0)).toArray();
    boolean[] truth = new boolean[told.length];
    for (int at = 0; at < told.length; at++) {
      truth[at] = pairs.get(at).getBoolean(1);
    }
    String version = pairs.get(0).getString(2);
    double limit = WRONG + 2 * chance(told);
    double error = CalibrationError.of(told, truth);
    double area = Auc.of(told, truth);
    return List.of(
        row(then, version, "calibration", "answer", told.length, error, limit),
        row(then, version, "auc", "answer", told.length, area, null));
  }

  /** What the error comes to on average if all probabilities are right. */
  private static double chance(double[] told) {
    double variance = 0;
    for (double p : told) {
      variance += p * (1 - p);
    }
    return Math.sqrt(10 * variance * 2 / Math.PI) / told.length;
  }

  private Row row(
      LocalDate day,
      String version,
      String measure,
      String subject,
      long people,
      double value,
      @Nullable Double high) {
    Boolean passed = high == null ? null : value <= high;
    return RowFactory.create(
        day, question.name(), version, measure, subject, people, value, high, passed, runId);
  }

  /** What was measured of a model on a day before is replaced. */
  private void put(List<Row> rows, LocalDate day, boolean stability) {
    if (rows.isEmpty()) {
      return;
    }
    var schema = lake.table(TABLE).schema();
    var same = col("name").equalTo(question.name()).and(col("measure").equalTo("stability"));
    Dataset<Row> others =
        lake.table(TABLE)
            .where(col("day").equalTo(lit(day)))
            .where(
                stability
                    ? not(same)
                    : col("name")
                        .notEqual(question.name())
                        .or(col("measure").equalTo("stability")));
    lake.overwriteDays(
        lake.spark().createDataFrame(rows, schema).union(others), TABLE, Set.of(day), "run_id");
  }
}
