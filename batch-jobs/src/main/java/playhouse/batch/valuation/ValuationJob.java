package playhouse.batch.valuation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import playhouse.batch.FactPost;
import playhouse.batch.Freshness;
import playhouse.batch.Job;
import playhouse.batch.Lake;
import playhouse.batch.Outcome;
import playhouse.batch.Request;
import playhouse.contracts.facts.Platform;
import playhouse.models.valuation.Merit;
import playhouse.models.valuation.ValuationModel;
import playhouse.models.valuation.hours.BackTest;
import playhouse.models.valuation.hours.Scores;
import playhouse.models.valuation.hours.TitleWeeks;

/**
 * The job {@code valuation}: for each day given, or for the last day on which anybody watched. The
 * model, what it says of each title, and how it would have done before, are written together.
 */
record ValuationJob() implements Job {
  private static final String TABLE = "mart.valuation";
  private static final String MODELS = "mart.valuation_models";
  private static final String BACKTESTS = "mart.valuation_backtests";
  private static final String VIEWS = "core.title_views";

  /** What is written for a day. */
  private record Written(
      List<Row> valuations,
      List<Row> models,
      List<Row> backtests,
      List<Platform> facts,
      String detail) {}

  @Override
  public String name() {
    return "valuation";
  }

  @Override
  public String purpose() {
    return "What titles are worth, by what model, and how well it foretells: mart.valuation.";
  }

  @Override
  public List<String> needs() {
    return List.of(
        "rates",
        "payments",
        "subscriptions",
        "impressions",
        "costs",
        "publications",
        "offers",
        "people",
        "titles",
        "title-views");
  }

  @Override
  public Outcome run(Lake lake, Request request) {
    Freshness freshness = Freshness.of(lake, this, inputs());
    if (request.days().isEmpty() && freshness.upToDate()) {
      return freshness.nothingNew();
    }
    NavigableSet<LocalDate> changed = new TreeSet<>();
    long rows = 0;
    String detail = "nobody has watched anything";
    for (LocalDate day : days(lake, request)) {
      Written written = computed(lake, day);
      detail = written.detail();
      rows += write(lake, MODELS, written.models(), day, changed);
      rows += write(lake, TABLE, written.valuations(), day, changed);
      rows += write(lake, BACKTESTS, written.backtests(), day, changed);
      FactPost.send(lake.settings(), written.facts());
    }
    return new Outcome(freshness.inputs(), changed, rows, detail);
  }

  private static List<String> inputs() {
    return List.of(
        VIEWS,
        "core.offers",
        "core.publications",
        "core.subscriptions",
        "core.people",
        "core.impressions",
        "core.payments",
        "core.costs",
        "core.rates",
        "raw.catalogue");
  }

  /** The days given, or the last. */
  static NavigableSet<LocalDate> days(Lake lake, Request request) {
    NavigableSet<LocalDate> watched = lake.days(VIEWS);
    return request
        .days()
        .<NavigableSet<LocalDate>>map(range -> new TreeSet<>(range.days()))
        .orElseGet(() -> new TreeSet<>(watched.isEmpty() ? Set.of() : Set.of(watched.last())));
  }

  private static long write(
      Lake lake, String table, List<Row> rows, LocalDate day, Set<LocalDate> changed) {
    var frame = lake.spark().createDataFrame(rows, lake.table(table).schema());
    var written = lake.overwriteDays(frame, table, Set.of(day));
    changed.addAll(written.days());
    return written.rows();
  }

  private static Written computed(Lake lake, LocalDate day) {
    AsOf now = new AsOf(lake, new Moment(day));
    var watched = now.watched().cache();
    try {
      Optional<AsOf.Titles> titles = now.past(watched);
      return titles
          .flatMap(
              known -> {
                Merits.Found found = now.merits(watched).found();
                return ValuationModel.learn(
                        day.toString(), known.past(), found.merits(), found.worth())
                    .map(model -> written(now, known, model, found));
              })
          .orElseGet(
              () ->
                  new Written(
                      List.of(), List.of(), List.of(), List.of(), "too little past to learn from"));
    } finally {
      watched.unpersist();
    }
  }

  private static Written written(
      AsOf now, AsOf.Titles known, ValuationModel model, Merits.Found found) {
    LocalDate day = now.moment().day();
    String json = model.json();
    String version = ValuationModel.version(json);
    List<Row> valuations = new ArrayList<>();
    for (int i = 0; i < known.rows().size(); i++) {
      Row row = known.rows().get(i);
      TitleWeeks title = known.past().titles().get(i);
      if (row.<Boolean>getAs("offered")) {
        Merit merit = found.merits().getOrDefault(title.facts().title(), Merit.NONE);
        valuations.add(
            Rows.valuation(
                day,
                title.facts().kind(),
                version,
                model.of(title, merit),
                found.worth().currency()));
      }
    }
    List<Scores> scores = backtest(now, known, model.weeks());
    LocalDate moment = now.moment().weeksAgo(model.weeks()).day();
    return new Written(
        valuations,
        List.of(Rows.model(day, model, json, known.rows().size())),
        scores.stream().map(one -> Rows.scores(day, moment, model.weeks(), one)).toList(),
        Backtests.ofHours(day, version, model.weeks(), scores),
        inWords(version, model.weeks(), valuations.size(), scores));
  }

  private static List<Scores> backtest(AsOf now, AsOf.Titles known, int weeks) {
    AsOf then = new AsOf(now.lake(), now.moment().weeksAgo(weeks));
    return then.past(then.watched())
        .map(before -> BackTest.of(known.past(), before.past(), weeks))
        .orElse(List.of());
  }

  private static String inWords(String version, int weeks, int titles, List<Scores> scores) {
    StringBuilder words =
        new StringBuilder(
            String.format(
                Locale.ROOT, "version %s: %d titles, %d days ahead", version, titles, 7 * weeks));
    for (Scores one : scores) {
      words.append(
          String.format(
              Locale.ROOT,
              "; by %s, %s: MAPE %.2f, WAPE %.2f, rank %.2f",
              one.basis().name().toLowerCase(Locale.ROOT),
              one.method(),
              one.mape(),
              one.wape(),
              one.rank()));
      one.covered()
          .ifPresent(share -> words.append(String.format(Locale.ROOT, ", covers %.2f", share)));
    }
    return words.toString();
  }
}
