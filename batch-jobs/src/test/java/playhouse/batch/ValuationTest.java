package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import playhouse.contracts.facts.ModelBacktested;
import playhouse.contracts.facts.Platform;
import playhouse.models.valuation.Valuation;
import playhouse.models.valuation.ValuationModel;
import playhouse.models.valuation.hours.TitleFacts;

/** Eight weeks of forty-eight films: comedies are watched for an hour, war films for a quarter. */
class ValuationTest {
  private static final LocalDate LAST = LocalDate.parse("2026-11-20");
  private static final DayRange DAY = new DayRange(LAST, LAST);
  private static final int TITLES = 48;
  private static final int WEEKS = 8;
  private static final long HOUR = 3_600_000;

  private PeopleLake people;

  @BeforeEach
  void open() {
    people = new PeopleLake(LakeHouse.empty());
    List<Event> events = new ArrayList<>();
    for (int title = 0; title < TITLES; title++) {
      events.add(upserted("t" + title, genre(title), "2026-08-01T00:00:00Z"));
      for (int week = 0; week < WEEKS; week++) {
        String viewer = (genre(title).equals("Comedy") ? "ann" : "bob") + title % 6;
        events.addAll(
            view("v" + title + "-" + week, "t" + title, viewer, noon(title, week), hour(title)));
      }
    }
    // The day itself, which is not read, though it is what the night is for.
    events.addAll(view("today", "t0", "ann0", LAST + "T12:00:00Z", HOUR));
    people.add(events.toArray(Event[]::new));
  }

  @Test
  void values_each_title_by_its_last_weeks_and_a_candidate_by_titles_like_it() {
    Outcome outcome = people.run("valuation");
    assertThat(outcome.detail()).contains("48 titles, 14 days ahead", "mean of its genres");
    List<Row> rows = people.lake().table("mart.valuation").orderBy("title").collectAsList();
    assertThat(rows).hasSize(TITLES);
    Row comedy = rows.get(0);
    assertThat(comedy.<String>getAs("title")).isEqualTo("t0");
    assertThat(comedy.<String>getAs("basis")).isEqualTo("history");
    assertThat(comedy.<Integer>getAs("horizon_days")).isEqualTo(14);
    // An hour a week for two weeks.
    assertThat(comedy.<Double>getAs("expected_hrs")).isBetween(1.8, 2.2);
    assertThat(comedy.<Double>getAs("naive_hrs")).isBetween(1.99, 2.01);
    assertThat(comedy.<Double>getAs("low_hrs")).isLessThanOrEqualTo(comedy.getAs("expected_hrs"));
    assertThat(comedy.<String>getAs("currency")).isEqualTo("USD");
    assertThat(comedy.getList(comedy.fieldIndex("comparables"))).hasSize(10);
    assertThat(comedy.getList(comedy.fieldIndex("reasons")).toString())
        .contains("its own last weeks", "nobody pays yet");

    Row stored = people.lake().table("mart.valuation_models").first();
    String content = stored.getAs("content");
    assertThat(ValuationModel.version(content))
        .isEqualTo(stored.getAs("model_version"))
        .isEqualTo(comedy.getAs("model_version"));
    ValuationModel model = ValuationModel.parse(content);
    assertThat(hours(model, "Comedy")).isGreaterThan(2 * hours(model, "War"));
  }

  @Test
  void tells_how_it_would_have_done_two_weeks_ago_beside_the_naive_word() {
    people.run("valuation");
    List<Row> scores =
        people.lake().table("mart.valuation_backtests").orderBy("basis", "method").collectAsList();
    assertThat(scores)
        .extracting(row -> row.getAs("basis") + ": " + row.getAs("method"))
        .containsExactly(
            "history: last weeks",
            "history: mean of its genres",
            "history: model",
            "properties: mean of its genres",
            "properties: model",
            "properties: regression alone");
    Row model = scores.get(2);
    assertThat(model.<LocalDate>getAs("moment")).isEqualTo(LAST.minusDays(14));
    assertThat(model.<Integer>getAs("titles")).isEqualTo(TITLES);
    assertThat(model.<Double>getAs("mape")).isLessThan(.1);
    assertThat(model.<Double>getAs("coverage")).isBetween(0.0, 1.0);
    assertThat(scores.get(1).isNullAt(scores.get(1).fieldIndex("coverage"))).isTrue();
    List<ModelBacktested> told = told("valuation");
    assertThat(told)
        .extracting(fact -> fact.getSubject() + " " + fact.getMeasure())
        .contains("history mape", "history rank", "history covered", "properties mape");
    assertThat(told)
        .filteredOn(fact -> fact.getSubject().equals("history") && fact.getMeasure().equals("mape"))
        .extracting(ModelBacktested::getValue)
        .contains(model.<Double>getAs("mape"));
    assertThat(told).allMatch(fact -> fact.getHorizonDays() == 14);
    int once = told.size();
    people.run("valuation", DAY);
    assertThat(told("valuation")).as("the same facts, told twice").hasSize(once);
  }

  @Test
  void what_comes_after_the_moment_changes_not_a_bit_and_neither_does_a_rerun() {
    people.run("valuation");
    people.run("preference");
    assertThat(people.run("valuation", DAY).days()).isEmpty();
    String content = content();

    List<Event> later = new ArrayList<>();
    // The film of that day goes on after it; others are found to be worth more than all before.
    later.addAll(view("reload", "t0", "ann0", "2026-11-21T00:00:00Z", HOUR));
    for (int day = 1; day <= 7; day++) {
      String noon = LAST.plusDays(day) + "T12:00:00Z";
      later.addAll(view("hit" + day, "t1", "cid" + day, noon, 3 * HOUR));
      later.addAll(view("new" + day, "hit", "ann0", noon, 5 * HOUR));
    }
    later.add(upserted("hit", "War", "2026-11-21T00:00:00Z"));
    later.add(upserted("t3", "Comedy", "2026-11-22T00:00:00Z"));
    people.add(later.toArray(Event[]::new));
    assertThat(people.run("valuation", DAY).days()).isEmpty();
    assertThat(content()).isEqualTo(content);
    assertThat(people.run("valuation").days()).containsExactly(LAST.plusDays(7));
  }

  @Test
  void who_watches_like_no_person_is_left_out() {
    people.run("valuation");
    String content = content();
    people.add(view("bot", "t3", "robot", "2026-11-10T00:30:00Z", 21 * HOUR).toArray(Event[]::new));
    assertThat(people.run("valuation", DAY).days()).isEmpty();
    assertThat(content()).isEqualTo(content);
    people.add(view("fan", "t3", "fan", "2026-11-10T00:30:00Z", 19 * HOUR).toArray(Event[]::new));
    assertThat(people.run("valuation", DAY).days()).containsExactly(LAST);
    assertThat(content()).isNotEqualTo(content);
  }

  @Test
  void says_what_people_are_likely_to_take_up() {
    Outcome outcome = people.run("preference");
    assertThat(outcome.detail()).contains("genres: ECE", "kinds: ECE");
    List<Row> rows = people.lake().table("mart.preference").collectAsList();
    assertThat(rows).extracting(row -> row.<String>getAs("person")).contains(PeopleLake.id("ann0"));
    for (Row row : rows) {
      Map<String, Double> genres = row.getJavaMap(row.fieldIndex("genres"));
      boolean ann = row.getAs("person").equals(PeopleLake.id("ann0"));
      if (ann) {
        assertThat(genres.get("Comedy")).isGreaterThan(.5).isLessThanOrEqualTo(1);
        assertThat(genres.get("War")).isLessThan(.5);
      }
      assertThat(row.getJavaMap(row.fieldIndex("kinds"))).containsOnlyKeys("film");
    }
    assertThat(people.lake().table("mart.preference_backtests").count()).isEqualTo(2);
    assertThat(told("preference"))
        .extracting(fact -> fact.getSubject() + " " + fact.getMeasure())
        .contains("genres ece", "genres log_loss", "kinds ece");
    assertThat(people.run("preference", DAY).days()).isEmpty();
  }

  @Test
  void a_house_that_is_too_young_has_no_values() {
    people = new PeopleLake(LakeHouse.empty());
    people.add(view("only", "t0", "ann", LAST + "T12:00:00Z", HOUR).toArray(Event[]::new));
    assertThat(people.run("valuation").rows()).isZero();
    assertThat(people.run("preference").rows()).isZero();
  }

  private static List<ModelBacktested> told(String model) {
    return Published.platform("model.backtested").stream()
        .map(Platform::getModelBacktested)
        .filter(fact -> fact.getModel().equals(model))
        .toList();
  }

  private String content() {
    return people
        .lake()
        .table("mart.valuation_models")
        .where("day = DATE'" + LAST + "'")
        .select("content")
        .first()
        .getString(0);
  }

  private static double hours(ValuationModel model, String genre) {
    Valuation valued =
        model.of(
            new TitleFacts("new", "film", List.of(genre), List.of(), 2020, HOUR, "en", 0, false));
    assertThat(valued.hours().low()).isLessThanOrEqualTo(valued.hours().expected());
    return valued.hours().expected();
  }

  private static String genre(int title) {
    return title % 2 == 0 ? "Comedy" : "War";
  }

  private static long hour(int title) {
    return genre(title).equals("Comedy") ? HOUR : HOUR / 4;
  }

  private static String noon(int title, int week) {
    return LAST.minusDays(1 + 7L * week + title % 7) + "T12:00:00Z";
  }

  private static Event upserted(String title, String genre, String at) {
    return Event.of("title.upserted", at)
        .with("title", title)
        .with("name", title)
        .with("kind", "film")
        .with("runtime_millis", HOUR)
        .with("released_year", 2020)
        .listing("genres", genre);
  }

  private static List<Event> view(
      String play, String title, String person, String at, long playedMillis) {
    String end = Instant.parse(at).plusSeconds(60).toString();
    return List.of(
        SmallPlatform.start(play, at, title, HOUR).by(PeopleLake.id(person)),
        SmallPlatform.beat(play, end, 0, HOUR, playedMillis).by(PeopleLake.id(person)));
  }
}
