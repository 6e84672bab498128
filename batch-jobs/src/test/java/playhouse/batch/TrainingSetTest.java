package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.behaviour.Deeds;
import playhouse.contracts.behaviour.Liveliness;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.FavouriteAdded;
import playhouse.contracts.facts.Interaction;
import playhouse.contracts.facts.LikeAdded;
import playhouse.contracts.facts.LikeRemoved;
import playhouse.contracts.facts.Rating;
import playhouse.contracts.facts.RecentTitle;
import playhouse.contracts.facts.Tag;

class TrainingSetTest {
  private static final String TABLE = "mart.training_set";

  @TempDir Path models;
  private PeopleLake people;

  @BeforeEach
  void open() {
    people = PeopleLake.empty(models);
  }

  @Test
  void holds_each_title_of_a_person_once_in_order_with_the_latest_opinion() {
    people.add(
        PeopleLake.rating("ann", "a", "2026-11-03T12:00:00Z", 2),
        PeopleLake.about("favourite.added", "ann", "a", "2026-11-04T12:00:00Z"),
        PeopleLake.about("like.added", "ann", "b", "2026-11-01T12:00:00Z"),
        PeopleLake.about("page.viewed", "ann", "c", "2026-11-01T12:00:00Z"),
        PeopleLake.about("like.added", "ann", "d", "2026-11-05T12:00:00Z"),
        PeopleLake.about("recommendation.dismissed", "ann", "d", "2026-11-06T12:00:00Z"),
        PeopleLake.about("tag", "bob", "a", "2026-11-02T12:00:00Z").with("tag", "odd"));
    people.run("training-set");
    assertThat(people.lake().table(TABLE).orderBy("occurred").collectAsList())
        .containsExactly(
            row("ann", 1, "b", "2026-11-01T12:00:00Z", 1f),
            row("bob", 1, "a", "2026-11-02T12:00:00Z", 0.5f),
            row("ann", 2, "a", "2026-11-04T12:00:00Z", 0.4f));
  }

  @Test
  void takes_plays_by_how_much_of_the_title_was_seen() {
    people.add(
        SmallPlatform.start("p1", "2026-11-16T10:00:00Z", "film", 100_000).by(PeopleLake.id("ann")),
        SmallPlatform.beat("p1", "2026-11-16T10:01:00Z", 0, 60_000, 60_000)
            .by(PeopleLake.id("ann")),
        SmallPlatform.start("p2", "2026-11-17T10:00:00Z", "song", 100_000).by(PeopleLake.id("ann")),
        SmallPlatform.start("p3", "2026-11-17T10:00:00Z", "song", 100_000));
    people.run("training-set");
    assertThat(people.lake().table(TABLE).orderBy("place").collectAsList())
        .containsExactly(
            row("ann", 1, "film", "2026-11-16T10:01:00Z", 0.6f),
            row("ann", 2, "song", "2026-11-17T10:00:00Z", 0.1f));
  }

  @Test
  void
      a_served_title_weighs_by_what_came_of_it_and_nothing_by_being_served_clicked_or_waved_away() {
    String[] served = {"ignored", "clicked", "waved away", "taken up again", "liked"};
    people.add(
        Event.of("recommendation.served", "2026-11-16T09:00:00Z")
            .by(PeopleLake.id("ann"))
            .with("served", "list")
            .with("surface", "home")
            .listingOf("items", "title", served),
        PeopleLake.about("recommendation.clicked", "ann", "clicked", "2026-11-16T09:01:00Z"),
        PeopleLake.about("recommendation.dismissed", "ann", "waved away", "2026-11-16T09:02:00Z"),
        PeopleLake.about(
            "recommendation.dismissed", "ann", "taken up again", "2026-11-16T09:03:00Z"),
        SmallPlatform.start("p1", "2026-11-16T10:00:00Z", "taken up again", 100_000)
            .by(PeopleLake.id("ann")),
        SmallPlatform.beat("p1", "2026-11-16T10:01:00Z", 0, 60_000, 60_000)
            .by(PeopleLake.id("ann")),
        PeopleLake.about("like.added", "ann", "liked", "2026-11-16T11:00:00Z"));
    people.run("training-set");
    assertThat(people.lake().table(TABLE).orderBy("place").collectAsList())
        .containsExactly(
            row("ann", 1, "taken up again", "2026-11-16T10:01:00Z", 0.6f),
            row("ann", 2, "liked", "2026-11-16T11:00:00Z", 1f));
  }

  @Test
  void agrees_with_the_live_features_whatever_people_say() {
    Random random = new Random(20261122);
    List<Event> events = new ArrayList<>();
    Map<UUID, Liveliness> live = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      Interaction fact = randomFact(random);
      events.add(event(fact));
      Deeds.of(fact)
          .ifPresent(
              deed ->
                  live.merge(
                      deed.person(),
                      Liveliness.NONE.with(deed),
                      (before, first) -> before.with(deed)));
    }
    people.add(events.toArray(Event[]::new));
    people.run("training-set");
    live.forEach(
        (person, liveliness) -> {
          List<RecentTitle> recent = new ArrayList<>(liveliness.features(person).getRecent());
          java.util.Collections.reverse(recent);
          assertThat(titles(person)).isEqualTo(recent);
        });
  }

  @Test
  void of_a_day_knows_nothing_of_later_days_and_the_next_run_catches_up() {
    people.add(PeopleLake.rated("ann", 5, "a", "b", "c").toArray(Event[]::new));
    people.run("training-set", DayRange.of(LocalDate.parse("2026-11-02")));
    assertThat(people.column(TABLE, "title")).containsExactly("a", "b");
    people.run("training-set");
    assertThat(people.column(TABLE, "title")).containsExactly("a", "b", "c");
    assertThat(people.run("training-set").detail()).isEqualTo("nothing new");
  }

  private List<RecentTitle> titles(UUID person) {
    return people
        .lake()
        .table(TABLE)
        .where("person = '" + person + "'")
        .orderBy("place")
        .collectAsList()
        .stream()
        .map(row -> new RecentTitle(row.getString(2), row.getAs(3), row.getFloat(4)))
        .toList();
  }

  private static Interaction randomFact(Random random) {
    String title = "t" + random.nextInt(9);
    Interaction.Builder fact =
        Interaction.newBuilder()
            .setEnvelope(
                Envelope.newBuilder()
                    .setId("x")
                    .setSource("/test")
                    .setPerson(new UUID(0, random.nextInt(5)))
                    .setOccurred(LakeHouse.NOW.minusSeconds(random.nextInt(40)))
                    .setReceived(LakeHouse.NOW)
                    .build());
    return switch (random.nextInt(5)) {
      case 0 ->
          fact.setType("rating")
              .setRating(new Rating(title, (double) random.nextInt(1, 6), "stars5"))
              .build();
      case 1 -> fact.setType("like.added").setLikeAdded(new LikeAdded(title)).build();
      case 2 -> fact.setType("like.removed").setLikeRemoved(new LikeRemoved(title)).build();
      case 3 ->
          fact.setType("favourite.added").setFavouriteAdded(new FavouriteAdded(title)).build();
      default -> fact.setType("tag").setTag(new Tag(title, "odd")).build();
    };
  }

  private static Event event(Interaction fact) {
    Envelope who = fact.getEnvelope();
    Event event =
        Event.of(fact.getType(), who.getOccurred().toString()).by(who.getPerson().toString());
    if (fact.getRating() != null) {
      event.with("score", fact.getRating().getScore()).with("scale", fact.getRating().getScale());
    }
    return event.with("title", Deeds.of(fact).orElseThrow().title());
  }

  private static Row row(String person, int place, String title, String occurred, float strength) {
    return RowFactory.create(
        PeopleLake.id(person), place, title, Instant.parse(occurred), strength);
  }
}
