package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Profile;

class ProfilesTest {
  private static final String TABLE = "mart.profiles";
  private static final LocalDate LAST = LocalDate.parse("2026-11-20");
  private static final String ANN = PeopleLake.id("ann");
  private static final String BOB = PeopleLake.id("bob");

  @TempDir Path models;
  private PeopleLake people;

  @BeforeEach
  void open() {
    people = PeopleLake.empty(models);
    people.add(
        title("both", "Drama", "Comedy"),
        title("war", "War"),
        title("nameless"),
        // ann: two evenings on television, one lunch on the web, weeks before.
        play("p1", "2026-10-01T12:30:00Z", "web", 10_000).by(ANN),
        SmallPlatform.beat("p1", "2026-10-01T12:31:00Z", 0, 10_000, 11_000).by(ANN),
        play("p2", "2026-11-18T20:15:00Z", "tv", 10_000).by(ANN),
        SmallPlatform.beat("p2", "2026-11-18T20:16:00Z", 0, 10_000, 12_000).by(ANN),
        play("p3", "2026-11-19T20:45:00Z", "tv", 10_000).by(ANN),
        SmallPlatform.beat("p3", "2026-11-19T20:46:00Z", 0, 5_000, 5_000).by(ANN),
        money("payment.captured", "2026-10-20T00:00:00Z", 9_000_000),
        money("payment.captured", "2026-11-10T00:00:00Z", 5_000_000),
        money("refund.completed", "2026-11-11T00:00:00Z", 2_000_000),
        money("chargeback.received", "2026-11-11T00:00:00Z", 3_000_000),
        money("chargeback.won", "2026-11-13T00:00:00Z", 3_000_000),
        money("refund.completed", "2026-11-14T00:00:00Z", 7_000_000).with("never_captured", true),
        Event.of("ad.impression", "2026-11-12T00:00:00Z")
            .by(ANN)
            .with("impression", "i1")
            .with("placement", "pre-roll")
            .with("revenue_micros", 3_000)
            .with("currency", "USD"),
        // bob: known by ratings only, both on the same day.
        PeopleLake.rating("bob", "both", "2026-11-20T08:00:00Z", 5),
        PeopleLake.rating("bob", "war", "2026-11-20T08:00:00Z", 2),
        PeopleLake.rating("bob", "nameless", "2026-11-20T08:00:00Z", 5));
  }

  @Test
  void says_how_much_how_lately_where_and_when_somebody_watches_and_what_they_are_worth() {
    people.run("profiles");
    Row ann = row(ANN, LAST);
    assertThat(ann.<Integer>getAs("recency_days")).isEqualTo(1);
    assertThat(ann.<Long>getAs("events_28d")).isEqualTo(2);
    assertThat(ann.<Long>getAs("played_millis_28d")).isEqualTo(17_000);
    assertThat(ann.<Long>getAs("value_micros_28d")).isEqualTo(3_003_000);
    Map<String, Double> platforms = ann.getJavaMap(ann.fieldIndex("platforms"));
    assertThat(platforms).isEqualTo(Map.of("tv", 2 / 3.0, "web", 1 / 3.0));
    List<Double> hours = ann.getList(ann.fieldIndex("hrs"));
    assertThat(hours).hasSize(24);
    assertThat(hours.get(12)).isEqualTo(1 / 3.0);
    assertThat(hours.get(20)).isEqualTo(2 / 3.0);
  }

  @Test
  void knows_the_taste_of_somebody_who_only_rates() {
    people.run("profiles");
    Row bob = row(BOB, LAST);
    Map<String, Double> genres = bob.getJavaMap(bob.fieldIndex("genres"));
    assertThat(genres).containsOnlyKeys("Drama", "Comedy", "War");
    assertThat(genres.get("War")).isCloseTo(0.4 / 1.4, within(1e-6));
    assertThat(genres.get("Drama")).isEqualTo(genres.get("Comedy"));
    assertThat(bob.getList(bob.fieldIndex("hrs"))).isEmpty();
    assertThat(bob.<Integer>getAs("recency_days")).isZero();
    assertThat(bob.<Long>getAs("events_28d")).isEqualTo(3);
  }

  @Test
  void what_was_done_before_signing_in_is_theirs_until_it_is_split() {
    people.add(merge("profile.merged", "2026-11-20T10:00:00Z"));
    people.run("identities");
    people.run("profiles");
    Row ann = row(ANN, LAST);
    assertThat(ann.<Long>getAs("events_28d")).isEqualTo(5);
    Map<String, Double> genres = ann.getJavaMap(ann.fieldIndex("genres"));
    assertThat(genres).containsKey("War");
    assertThat(people.lake().table(TABLE).where("person = '" + BOB + "'").count()).isZero();

    people.add(merge("profile.split", "2026-11-20T11:00:00Z"));
    people.run("identities");
    assertThat(people.lake().table("core.identities").count()).isZero();
    people.run("profiles");
    assertThat(row(ANN, LAST).<Long>getAs("events_28d")).isEqualTo(2);
    assertThat(row(BOB, LAST).<Long>getAs("events_28d")).isEqualTo(3);
  }

  /** Bob's pseudonym is taken for Ann's, or no longer. */
  private static Event merge(String type, String at) {
    return Event.of(type, at).by(ANN).with("other", BOB);
  }

  @Test
  void tells_the_newest_day_and_an_earlier_one_changes_nothing_of_that() {
    people.run("profiles");
    OptionalLong snapshot = people.lake().snapshot(TABLE);
    LocalDate earlier = LocalDate.parse("2026-11-18");
    assertThat(people.run("profiles", DayRange.of(earlier)).days()).containsExactly(earlier);
    assertThat(people.lake().table(TABLE).where("day = '2026-11-18'").count()).isEqualTo(1);
    assertThat(row(ANN, earlier).<Long>getAs("played_millis_28d")).isEqualTo(12_000);

    Profile told =
        Wire.decode(Profile.class, Published.state(Topics.PROFILES).getOrDefault(BOB, new byte[0]));
    assertThat(told.getDay()).isEqualTo(LAST.toString());
    assertThat(told.getGenres().get("War")).isCloseTo(0.4 / 1.4, within(1e-6));
    assertThat(told.getHours()).isEmpty();

    assertThat(snapshot).isPresent();
    snapshot = people.lake().snapshot(TABLE);
    assertThat(people.run("profiles", new DayRange(earlier, earlier)).days()).isEmpty();
    assertThat(people.lake().snapshot(TABLE)).isEqualTo(snapshot);
  }

  @Test
  void where_nobody_may_be_known_nobody_is_told() {
    people = PeopleLake.empty(models);
    people.add(play("p9", "2026-11-18T20:15:00Z", "tv", 10_000));
    Outcome outcome = people.run("profiles");
    assertThat(outcome.rows()).isZero();
    assertThat(outcome.detail()).startsWith("0 people");
  }

  private Row row(String person, LocalDate day) {
    return people
        .lake()
        .table(TABLE)
        .where("person = '%s' AND day = '%s'".formatted(person, day))
        .collectAsList()
        .get(0);
  }

  private static Event play(String play, String at, String platform, long runtimeMillis) {
    return SmallPlatform.start(play, at, "war", runtimeMillis).top("platform", platform);
  }

  private static Event title(String title, String... genres) {
    return Event.of("title.upserted", "2026-09-01T00:00:00Z")
        .with("title", title)
        .with("name", title)
        .with("kind", "film")
        .listing("genres", genres);
  }

  private static Event money(String type, String at, long micros) {
    return Event.of(type, at)
        .by(ANN)
        .with("payment", "pay")
        .with("purpose", "transaction")
        .with("amount_micros", micros)
        .with("tax_micros", 0)
        .with("currency", "USD");
  }
}
