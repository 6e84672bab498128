package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** How titles do, against numbers worked out by hand; a film here lasts 100 s, so 1 s is 1 %. */
class TitlesTest {
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-09");
  private static final LocalDate TUESDAY = MONDAY.plusDays(1);
  private static final LocalDate WEDNESDAY = MONDAY.plusDays(2);
  private static final List<String> CORE =
      List.of("plays", "interactions", "contributions", "recommendations");
  private static final List<String> TITLES =
      List.of("title-views", "title-returns", "daily-titles", "title-retention", "title-cohorts");
  private static final List<String> TABLES =
      List.of(
          "core.title_views",
          "core.title_returns",
          "mart.title_daily",
          "mart.title_retention",
          "mart.title_cohorts");

  private final Lake lake = LakeHouse.after("titles", TitlesTest::oneNight);

  @Test
  void counts_views_viewers_and_time() {
    Row film = daily("UTC", MONDAY, "film");
    assertThat(counts(film, "starts", "views", "short_starts", "unattended", "reloads"))
        .containsExactly(4L, 3L, 1L, 0L, 0L);
    assertThat(counts(film, "viewers", "new_viewers", "rewatches", "completions"))
        .containsExactly(3L, 3L, 0L, 1L);
    assertThat(counts(film, "distinct_millis", "played_millis", "unattended_millis"))
        .containsExactly(200_000L, 205_000L, 0L);
    assertThat(film.getDecimal(film.fieldIndex("mean_share")))
        .isEqualByComparingTo("0.666666666667");
    assertThat(map(film, "sources")).isEqualTo(Map.of("home", 1L, "search", 1L, "unknown", 1L));
    assertThat(map(film, "platforms")).isEqualTo(Map.of("tv", 1L, "other", 1L, "unknown", 1L));
    assertThat(map(film, "countries")).isEqualTo(Map.of("CN", 1L, "US", 1L, "unknown", 1L));
  }

  @Test
  void counts_what_people_say_and_what_was_recommended() {
    Row film = daily("UTC", MONDAY, "film");
    assertThat(counts(film, "likes_added", "likes_removed", "favourites_added", "shares"))
        .containsExactly(2L, 1L, 1L, 1L);
    assertThat(counts(film, "comments", "danmaku", "hidden")).containsExactly(1L, 1L, 1L);
    assertThat(counts(film, "ratings", "star_ratings")).containsExactly(3L, 2L);
    assertThat(film.getDecimal(film.fieldIndex("mean_rating"))).isEqualByComparingTo("4.5");
    assertThat(counts(film, "impressions", "clicks")).containsExactly(2L, 1L);
    Row shown = daily("UTC", MONDAY, "shown");
    assertThat(counts(shown, "impressions", "clicks", "views")).containsExactly(1L, 0L, 0L);
    assertThat(shown.isNullAt(shown.fieldIndex("mean_share"))).isTrue();
  }

  @Test
  void tells_who_is_still_watching_and_where_they_leave() {
    Row film = daily("UTC", MONDAY, "film");
    List<Long> watching = film.getList(film.fieldIndex("watching"));
    assertThat(watching).hasSize(101);
    assertThat(watching.subList(0, 50)).containsOnly(3L);
    assertThat(watching.subList(50, 101)).containsOnly(1L);
    List<Row> drops = film.getList(film.fieldIndex("drop_offs"));
    assertThat(drops).extracting(Row::toString).containsExactly("[50,2]");
  }

  @Test
  void a_day_is_local_to_its_zone_and_who_had_seen_half_watches_again() {
    Row utc = daily("UTC", TUESDAY, "film");
    assertThat(counts(utc, "views", "viewers", "new_viewers", "rewatches"))
        .containsExactly(2L, 2L, 0L, 2L);
    // 20:00Z is 04:00 of the next day.
    assertThat(counts(daily("Asia/Shanghai", WEDNESDAY, "film"), "views", "rewatches"))
        .containsExactly(2L, 2L);
    assertThat(find("Asia/Shanghai", TUESDAY, "film")).isEmpty();
    // On one day: new as ever, and the second time a re-watch.
    assertThat(counts(daily("UTC", MONDAY, "song"), "views", "viewers", "new_viewers", "rewatches"))
        .containsExactly(2L, 1L, 1L, 1L);
  }

  @Test
  void bots_are_in_nothing() {
    assertThat(find("UTC", MONDAY, "botted")).isEmpty();
  }

  @Test
  void what_plays_by_itself_or_without_sound_is_a_view_only_if_somebody_attends() {
    Row auto = daily("UTC", MONDAY, "auto");
    // In: muted but liked, 40 s with sound. Out: muted to the end, 20 s muted though asked for.
    assertThat(counts(auto, "starts", "views", "unattended", "short_starts"))
        .containsExactly(4L, 2L, 2L, 0L);
    assertThat(counts(auto, "unattended_millis", "distinct_millis"))
        .containsExactly(120_000L, 80_000L);
    // Half of a short title is a view if it was asked for, not if it came by itself.
    assertThat(counts(daily("UTC", MONDAY, "clip"), "views", "unattended")).containsExactly(1L, 1L);
  }

  @Test
  void reloads_are_one_view_that_saw_what_they_saw_together() {
    Row reload = daily("UTC", MONDAY, "reload");
    // hal: 3 plays in a row, then one on another device; ian: 5 minutes and a second apart.
    assertThat(counts(reload, "starts", "views", "reloads", "viewers"))
        .containsExactly(6L, 4L, 2L, 2L);
    Row chain = lake.table("core.title_views").where("view = 'r1'").first();
    assertThat(counts(chain, "plays", "distinct_millis", "played_millis"))
        .containsExactly(3L, 40_000L, 50_000L);
    // From elsewhere in the title it is another start, and after the end another view.
    assertThat(counts(daily("UTC", MONDAY, "jump"), "starts", "views", "reloads"))
        .containsExactly(2L, 2L, 0L);
    assertThat(counts(daily("UTC", MONDAY, "song"), "starts", "views", "reloads"))
        .containsExactly(2L, 2L, 0L);
  }

  @Test
  void retention_is_a_share_of_views_and_a_place_among_titles_of_like_length() {
    Row film = retention("film");
    assertThat(counts(film, "views", "compared")).containsExactly(5L, 2L);
    assertThat(points(film, "absolute", 0, 49, 50, 60, 100))
        .containsExactly(1.0, 1.0, 0.4, 0.2, 0.2);
    // hit keeps all to the end, flop loses all at 30 %.
    assertThat(points(film, "relative", 0, 40, 60)).containsExactly(0.5, 0.75, 0.5);
    assertThat(points(retention("hit"), "relative", 0, 40)).containsExactly(0.5, 1.0);
    assertThat(points(retention("flop"), "relative", 0, 40)).containsExactly(0.5, 0.0);
    Row song = retention("song");
    assertThat(counts(song, "views", "compared")).containsExactly(2L, 0L);
    assertThat(song.isNullAt(song.fieldIndex("relative"))).isTrue();
  }

  @Test
  void cohorts_tell_who_came_back_in_later_weeks() {
    List<Row> weeks =
        lake.table("mart.title_cohorts")
            .where("zone = 'UTC' AND title = 'film'")
            .select("day", "week", "viewers", "returned")
            .orderBy("day", "week")
            .collectAsList();
    assertThat(weeks)
        .extracting(Row::toString)
        .containsExactly("[2026-11-09,0,2,2]", "[2026-11-09,1,2,1]");
  }

  @Test
  void a_rerun_writes_nothing() {
    Map<String, OptionalLong> before = snapshots();
    assertThat(run(lake, CORE).values()).allMatch(NavigableSet::isEmpty);
    DayRange days = new DayRange(MONDAY, MONDAY.plusDays(8));
    assertThat(run(lake, TITLES, Optional.of(days)).values()).allMatch(NavigableSet::isEmpty);
    assertThat(snapshots()).isEqualTo(before);
  }

  @Test
  void late_facts_open_only_their_days_and_give_what_all_at_once_would_have_given() {
    Event beat = SmallPlatform.beat("v2", "2026-11-09T10:01:10Z", 50_000, 70_000, 20_000);
    new RawTables(lake).add(beat);
    Map<String, NavigableSet<LocalDate>> written = run(lake, List.of("plays"));
    assertThat(written.get("title-views")).containsExactly(MONDAY);
    assertThat(written.get("title-returns")).isEmpty();
    assertThat(written.get("daily-titles")).containsExactly(MONDAY);
    assertThat(written.get("title-retention")).containsExactly(MONDAY, MONDAY.plusDays(7));
    assertThat(written.get("title-cohorts")).isEmpty();

    // An earlier view turns up: the person who was new on Monday no longer was.
    Event[] earlier = play("v0", "2026-11-08T10:00:00Z", "film", 0, 60).by("ann").events();
    new RawTables(lake).add(earlier);
    written = run(lake, List.of("plays"));
    assertThat(written.get("title-returns")).containsExactly(MONDAY, TUESDAY, MONDAY.plusDays(8));
    assertThat(counts(daily("UTC", MONDAY, "film"), "views", "new_viewers", "rewatches"))
        .containsExactly(3L, 2L, 1L);

    Map<String, List<String>> inThree = contents();
    LakeHouse.empty();
    new RawTables(lake).add(events());
    new RawTables(lake).add(beat);
    new RawTables(lake).add(earlier);
    run(lake, CORE);
    assertThat(contents()).isEqualTo(inThree);
  }

  @Test
  void every_column_is_described_and_every_example_runs() {
    for (String table : TABLES) {
      assertThat(lake.iceberg(table).schema().columns())
          .as(table)
          .extracting(Types.NestedField::doc)
          .doesNotContainNull();
      String described = lake.iceberg(table).properties().getOrDefault("comment", "");
      int example = described.indexOf("Example: ");
      if (example >= 0) {
        String select = described.substring(example + "Example: ".length());
        assertThat(lake.spark().sql(select).count()).as(select).isNotNegative();
      }
    }
    assertThat(points(retention("film"), "absolute", 0).get(0)).isCloseTo(1, within(0.0));
  }

  private static void oneNight(Lake lake) {
    new RawTables(lake).add(events());
    run(lake, CORE);
  }

  /** Takes up what has changed. */
  private static Map<String, NavigableSet<LocalDate>> run(Lake lake, List<String> core) {
    Map<String, NavigableSet<LocalDate>> written = run(lake, core, Optional.empty());
    written.putAll(run(lake, TITLES, Optional.empty()));
    return written;
  }

  private static Map<String, NavigableSet<LocalDate>> run(
      Lake lake, List<String> names, Optional<DayRange> days) {
    Map<String, NavigableSet<LocalDate>> written = new TreeMap<>();
    Request request = new Request(days, LakeHouse.NOW, "titles");
    for (String name : names) {
      Job job = Jobs.all().find(name).orElseThrow();
      JobRun run = JobRun.of(job, lake, request, InstantSource.system());
      written.put(name, run.outcome().days());
    }
    return written;
  }

  private Optional<Row> find(String zone, LocalDate day, String title) {
    return lake
        .table("mart.title_daily")
        .where("zone = '%s' AND day = '%s' AND title = '%s'".formatted(zone, day, title))
        .collectAsList()
        .stream()
        .findFirst();
  }

  private Row daily(String zone, LocalDate day, String title) {
    return find(zone, day, title).orElseThrow();
  }

  private Row retention(String title) {
    return lake.table("mart.title_retention")
        .where("day = '%s' AND title = '%s'".formatted(MONDAY, title))
        .first();
  }

  private static List<Long> counts(Row row, String... columns) {
    return List.of(columns).stream().map(name -> row.<Long>getAs(name)).toList();
  }

  private static Map<String, Long> map(Row row, String column) {
    return row.getJavaMap(row.fieldIndex(column));
  }

  private static List<Double> points(Row row, String column, int... percents) {
    List<Double> all = row.getList(row.fieldIndex(column));
    assertThat(all).hasSize(101);
    List<Double> some = new ArrayList<>();
    for (int percent : percents) {
      some.add(all.get(percent));
    }
    return some;
  }

  private Map<String, OptionalLong> snapshots() {
    Map<String, OptionalLong> snapshots = new HashMap<>();
    TABLES.forEach(table -> snapshots.put(table, lake.snapshot(table)));
    return snapshots;
  }

  private Map<String, List<String>> contents() {
    Map<String, List<String>> contents = new HashMap<>();
    TABLES.forEach(table -> contents.put(table, new Nights(lake).content(table)));
    return contents;
  }

  private static Event[] events() {
    List<Event> all = new ArrayList<>();
    for (Watched play :
        List.of(
            play("v1", "2026-11-09T10:00:00Z", "film", 0, 100)
                .by("ann")
                .on("tv", "CN")
                .from("home")
                .ending("completed"),
            play("v2", "2026-11-09T10:00:00Z", "film", 0, 50)
                .by("bob")
                .on("toaster", "US")
                .from("search")
                .seeingAgain(10, 15),
            play("v3", "2026-11-09T11:00:00Z", "film", 0, 50).device("d9"),
            play("s1", "2026-11-09T10:00:00Z", "film", 0, 10).by("cid"),
            play("b1", "2026-11-09T10:00:00Z", "botted", 0, 100).by("bot").excluded(),
            play("v4", "2026-11-10T20:00:00Z", "film", 0, 60).by("ann"),
            play("v5", "2026-11-10T20:10:00Z", "film", 0, 50).by("bob"),
            play("v6", "2026-11-17T10:00:00Z", "film", 0, 60).by("ann"),
            play("u1", "2026-11-09T10:00:00Z", "auto", 0, 100).by("dan").auto().muted(),
            play("u2", "2026-11-09T10:00:00Z", "auto", 0, 40).by("eve").auto().muted(),
            play("u3", "2026-11-09T10:00:00Z", "auto", 0, 40).by("fay").auto(),
            play("u4", "2026-11-09T10:00:00Z", "auto", 0, 20).by("gus").muted(),
            play("u5", "2026-11-09T10:00:00Z", "clip", 0, 25).lasting(40).by("fay").auto(),
            play("u6", "2026-11-09T10:00:00Z", "clip", 0, 25).lasting(40).by("gus"),
            play("r1", "2026-11-09T12:00:00Z", "reload", 0, 20).by("hal").device("h1"),
            play("r2", "2026-11-09T12:01:00Z", "reload", 20, 40).by("hal").device("h1"),
            play("r3", "2026-11-09T12:02:00Z", "reload", 0, 10).by("hal").device("h1"),
            play("r4", "2026-11-09T12:03:00Z", "reload", 0, 40).by("hal").device("h2"),
            play("r5", "2026-11-09T13:00:00Z", "reload", 0, 40).by("ian").device("i1"),
            play("r6", "2026-11-09T13:05:41Z", "reload", 0, 40).by("ian").device("i1"),
            play("j1", "2026-11-09T12:00:00Z", "jump", 0, 30).by("hal").device("h1"),
            play("j2", "2026-11-09T12:01:00Z", "jump", 61, 95).by("hal").device("h1"),
            play("g1", "2026-11-09T12:00:00Z", "song", 0, 40)
                .lasting(40)
                .by("jan")
                .device("j1")
                .ending("completed"),
            play("g2", "2026-11-09T12:00:41Z", "song", 0, 40)
                .lasting(40)
                .by("jan")
                .device("j1")
                .ending("completed"))) {
      all.addAll(List.of(play.events()));
    }
    for (int i = 0; i < 10; i++) {
      String at = "2026-11-09T08:00:00Z";
      all.addAll(List.of(play("hit" + i, at, "hit", 0, 100).by("p" + i).events()));
      all.addAll(List.of(play("flop" + i, at, "flop", 0, 30).by("p" + i).events()));
    }
    all.addAll(said());
    return all.toArray(Event[]::new);
  }

  private static List<Event> said() {
    String at = "2026-11-09T14:00:00Z";
    return List.of(
        about("like.added", "2026-11-09T10:00:30Z", "auto").by("eve"),
        // Long after: no sign of attention.
        about("like.added", at, "auto").by("dan"),
        about("like.added", at, "film").by("ann"),
        about("like.added", at, "film").by("bob"),
        about("like.removed", at, "film").by("bob"),
        about("favourite.added", at, "film").by("ann"),
        about("share.completed", at, "film").by("ann").with("network", "x"),
        about("rating", at, "film").by("ann").with("score", 4.0).with("scale", "stars5"),
        about("rating", at, "film").by("bob").with("score", 5.0).with("scale", "stars5"),
        about("rating", at, "film").by("cid").with("score", 100.0).with("scale", "plays"),
        about("comment.added", at, "film").by("ann").with("comment", "c1").with("text", "good"),
        about("comment.added", at, "film").by("bob").with("comment", "c2").with("text", "bad"),
        about("danmaku.sent", at, "film")
            .by("ann")
            .with("danmaku", "d1")
            .with("position_millis", 5)
            .with("text", "oh"),
        Event.of("moderation.decided", "2026-11-10T00:00:00Z")
            .with("contribution", "c2")
            .with("decision", "hide"),
        served("l1", "film", "shown"),
        served("l2", "film"),
        Event.of("recommendation.clicked", "2026-11-09T10:00:00Z")
            .by("ann")
            .with("served", "l1")
            .with("title", "film"));
  }

  private static Event about(String type, String at, String title) {
    return Event.of(type, at).with("title", title);
  }

  private static Event served(String list, String... titles) {
    return Event.of("recommendation.served", "2026-11-09T09:59:00Z")
        .by("ann")
        .with("served", list)
        .with("surface", "home")
        .listingOf("items", "title", titles);
  }

  private static Watched play(String play, String at, String title, int from, int to) {
    return new Watched(play, at, title, from, to);
  }

  /** A play of one stretch, by the second. */
  private static final class Watched {
    private final Event start;
    private final List<Event> more = new ArrayList<>();
    private final String play;
    private final java.time.Instant at;

    Watched(String play, String at, String title, int fromSeconds, int toSeconds) {
      this.play = play;
      this.at = java.time.Instant.parse(at);
      start =
          SmallPlatform.start(play, at, title, 100_000)
              .with("position_millis", 1000L * fromSeconds);
      beat(fromSeconds, toSeconds, toSeconds - fromSeconds);
    }

    private void beat(int from, int to, int afterSeconds) {
      String when = at.plusSeconds(afterSeconds).toString();
      more.add(SmallPlatform.beat(play, when, 1000L * from, 1000L * to, 1000L * (to - from)));
    }

    Watched by(String person) {
      start.by(person);
      return this;
    }

    Watched device(String device) {
      start.top("device", device);
      return this;
    }

    Watched on(String platform, String country) {
      start.top("platform", platform).top("country", country);
      return this;
    }

    Watched from(String surface) {
      start.with("surface", surface);
      return this;
    }

    Watched lasting(int seconds) {
      start.with("runtime_millis", 1000L * seconds);
      return this;
    }

    Watched auto() {
      start.with("autoplay", true);
      return this;
    }

    Watched muted() {
      start.with("muted", true);
      return this;
    }

    Watched seeingAgain(int from, int to) {
      beat(from, to, 60);
      return this;
    }

    Watched ending(String reason) {
      more.add(
          Event.of("playback.stop", at.plusSeconds(40).toString())
              .with("play", play)
              .with("reason", reason));
      return this;
    }

    Watched excluded() {
      start.top("exclusion", "bot");
      more.forEach(event -> event.top("exclusion", "bot"));
      return this;
    }

    Event[] events() {
      List<Event> all = new ArrayList<>(List.of(start));
      all.addAll(more);
      return all.toArray(Event[]::new);
    }
  }
}
