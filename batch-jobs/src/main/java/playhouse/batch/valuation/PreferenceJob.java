package playhouse.batch.valuation;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import playhouse.batch.FactPost;
import playhouse.batch.Freshness;
import playhouse.batch.Job;
import playhouse.batch.Lake;
import playhouse.batch.Outcome;
import playhouse.batch.Request;
import playhouse.models.calibrate.Platt;
import playhouse.models.preference.TakeUp;
import playhouse.models.valuation.ValuationModel;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The job {@code preference}: for each day given, or for the last day on which anybody watched, how
 * likely each person views something of each genre and kind within a week.
 */
record PreferenceJob() implements Job {
  private static final String TABLE = "mart.preference";
  private static final String BACKTESTS = "mart.preference_backtests";
  private static final List<String> DIMENSIONS = List.of("genres", "kinds");

  /** So many people teach the curve: more would not move it. */
  private static final int TAUGHT_BY = 5_000;

  private static final StructType TOLD =
      new StructType()
          .add("person", DataTypes.StringType)
          .add("genres", DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType))
          .add("kinds", DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType));

  /** What was learnt of a dimension. */
  private record Learnt(Map<String, Double> shares, TakeUp takeUp) {
    private Telling telling() {
      return new Telling(shares, takeUp.curve().slope(), takeUp.curve().intercept());
    }
  }

  /** The same as it is sent to where the people are. */
  private record Telling(Map<String, Double> shares, double slope, double intercept)
      implements Serializable {
    private scala.collection.Map<String, Double> of(Row person, String dimension) {
      TakeUp takeUp = new TakeUp(new Platt(slope, intercept), TakeUp.Quality.NONE);
      Map<String, Double> told = new HashMap<>();
      Habits.of(person, dimension, shares)
          .forEach((thing, habit) -> told.put(thing, takeUp.of(habit)));
      return CollectionConverters.asScala(told);
    }
  }

  @Override
  public String name() {
    return "preference";
  }

  @Override
  public String purpose() {
    return "What each person is likely to take up within a week: mart.preference.";
  }

  @Override
  public List<String> needs() {
    return List.of("titles", "title-views");
  }

  @Override
  public Outcome run(Lake lake, Request request) {
    Freshness freshness = Freshness.of(lake, this, List.of("core.title_views", "core.titles"));
    if (request.days().isEmpty() && freshness.upToDate()) {
      return freshness.nothingNew();
    }
    NavigableSet<LocalDate> changed = new TreeSet<>();
    long rows = 0;
    String detail = "nobody has watched anything";
    for (LocalDate day : ValuationJob.days(lake, request)) {
      Dataset<Row> habits = habits(lake, day).cache();
      Map<String, Learnt> learnt = learn(habits);
      String version = ValuationModel.version(learnt.toString());
      var told = lake.overwriteDays(told(habits, learnt, day, version), TABLE, Set.of(day));
      var judged =
          lake.spark()
              .createDataFrame(judged(learnt, day, version), lake.table(BACKTESTS).schema());
      changed.addAll(told.days());
      changed.addAll(lake.overwriteDays(judged, BACKTESTS, Set.of(day)).days());
      FactPost.send(lake.settings(), Backtests.ofTakeUp(day, version, qualities(learnt)));
      rows += told.rows();
      detail = inWords(version, learnt);
      habits.unpersist();
    }
    return new Outcome(freshness.inputs(), changed, rows, detail);
  }

  private static Dataset<Row> habits(Lake lake, LocalDate day) {
    return Habits.from(
        Watching.from(lake.table("core.title_views"), new Moment(day)), lake.table("core.titles"));
  }

  private static Map<String, Learnt> learn(Dataset<Row> habits) {
    List<Row> people = Habits.some(habits, TAUGHT_BY);
    Map<String, Learnt> learnt = new TreeMap<>();
    for (String dimension : DIMENSIONS) {
      Map<String, Double> shares = Habits.shares(habits, dimension);
      learnt.put(dimension, new Learnt(shares, Habits.learn(people, dimension, shares)));
    }
    return learnt;
  }

  private static Dataset<Row> told(
      Dataset<Row> habits, Map<String, Learnt> learnt, LocalDate day, String version) {
    Telling genres = telling(learnt, "genres");
    Telling kinds = telling(learnt, "kinds");
    return habits
        .map(
            (MapFunction<Row, Row>)
                person ->
                    RowFactory.create(
                        person.<String>getAs("person"),
                        genres.of(person, "genres"),
                        kinds.of(person, "kinds")),
            Encoders.row(TOLD))
        .selectExpr(
            "DATE'" + day + "' AS day",
            "person",
            "'" + version + "' AS model_version",
            "genres",
            "kinds");
  }

  private static Telling telling(Map<String, Learnt> learnt, String dimension) {
    return Objects.requireNonNull(learnt.get(dimension)).telling();
  }

  private static List<Row> judged(Map<String, Learnt> learnt, LocalDate day, String version) {
    List<Row> rows = new ArrayList<>();
    learnt.forEach(
        (dimension, one) -> {
          TakeUp.Quality quality = one.takeUp().quality();
          if (quality.pairs() > 0) {
            rows.add(
                RowFactory.create(
                    day,
                    dimension.substring(0, dimension.length() - 1),
                    version,
                    quality.pairs(),
                    quality.ece(),
                    quality.logLoss(),
                    quality.naiveLogLoss()));
          }
        });
    return rows;
  }

  private static Map<String, TakeUp.Quality> qualities(Map<String, Learnt> learnt) {
    Map<String, TakeUp.Quality> qualities = new TreeMap<>();
    learnt.forEach((dimension, one) -> qualities.put(dimension, one.takeUp().quality()));
    return qualities;
  }

  private static String inWords(String version, Map<String, Learnt> learnt) {
    StringBuilder words = new StringBuilder("version " + version);
    learnt.forEach(
        (dimension, one) -> {
          TakeUp.Quality quality = one.takeUp().quality();
          words.append(
              String.format(
                  Locale.ROOT,
                  "; %s: ECE %.4f, log loss %.4f against %.4f of everybody's share",
                  dimension,
                  quality.ece(),
                  quality.logLoss(),
                  quality.naiveLogLoss()));
        });
    return words.toString();
  }
}
