package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.batch.ranking.Showings;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.ModelPointer;
import playhouse.models.ranking.Outcome;
import playhouse.models.ranking.OutcomeModel;
import playhouse.models.ranking.Shown;

/** What comes of lists that people were shown, and the ranker that is learnt from it. */
class RankerJobTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> INPUTS = List.of("model", "trending", "likeness");
  private static final int DAYS = 30;
  private static final Instant BEGIN = Instant.parse("2026-10-22T12:00:00Z");

  @TempDir static Path models;
  private static String answered = "";

  /** People are shown lists, and care for what trends. */
  private static PeopleLake shown() {
    PeopleLake people = PeopleLake.empty(models);
    Random random = new Random(7);
    List<Event> lists = new ArrayList<>();
    List<String> plays = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      Instant at = BEGIN.plusSeconds(86_400L * DAYS * i / 1_500);
      String person = "p" + i % 90;
      List<float[]> titles = new ArrayList<>();
      for (int title = 0; title < 10; title++) {
        titles.add(new float[] {random.nextFloat(), random.nextFloat(), random.nextFloat()});
      }
      lists.add(list("l" + i, person, at, titles));
      for (int place = 0; place < titles.size(); place++) {
        double logit = -2.4 + 2.5 * titles.get(place)[1] - 0.7 * Math.log1p(place);
        if (random.nextDouble() < 1 / (1 + Math.exp(-logit))) {
          plays.add(play(person, "t" + place + "-l" + i, at.plusSeconds(600), 0.5));
        }
      }
    }
    plays.add(play("last", "t", Instant.parse("2026-11-21T23:00:00Z"), 1));
    people.add(lists.toArray(Event[]::new));
    people.addRows("core.plays", plays);
    return people;
  }

  @Test
  void a_ranker_is_learnt_stored_and_serves_and_nothing_better_comes_of_learning_again()
      throws Exception {
    PeopleLake people = shown();
    assertThat(command(people, "retrain", "ranker")).as(answered).isZero();
    assertThat(answered).contains("; serves");
    Row model = registered(people).get(0);
    Path folder = Path.of(URI.create(model.getAs("location")));
    OutcomeModel learnt = OutcomeModel.decode("v", Files.readAllBytes(folder.resolve("model.bin")));
    OutcomeModel.Table table = learnt.over(INPUTS, "home");
    double usual = table.probability(Outcome.START.place(), new float[3], 0);
    assertThat(table.probability(Outcome.START.place(), new float[] {0, 1, 0}, 0))
        .isGreaterThan(4 * usual);
    assertThat(table.probability(Outcome.START.place(), new float[] {1, 0, 0}, 0))
        .isLessThan(2 * usual);
    assertThat(Files.readString(folder.resolve("card.md")))
        .contains("# ranker " + model.getAs("version"), "beside formula-1", "| start |")
        .contains("raw.recommendation", "core.plays")
        .isEqualTo(model.getAs("card"));
    ModelPointer pointer =
        Wire.decode(
            ModelPointer.class, Published.state(Topics.MODELS).getOrDefault("ranker", new byte[0]));
    assertThat(pointer.getSha256()).isEqualTo(model.getAs("sha256"));
    assertThat(command(people, "retrain", "ranker")).as(answered).isZero();
    assertThat(answered).contains("does not serve: not better");
    assertThat(registered(people)).hasSize(1);
    assertThat(people.run("train-ranker").detail()).isEqualTo("learnt less than a week ago");
  }

  @Test
  void of_a_list_that_comes_within_a_day_which_is_done_under_it() {
    PeopleLake small = PeopleLake.empty(models);
    Instant at = Instant.parse("2026-11-05T20:00:00Z");
    Event list = list("list", "ann", at, List.of(one(0.1f), one(0.2f), one(0.3f), one(0.4f)));
    small.add(
        list,
        list,
        list("nobody's", "", at, List.of(one(1))),
        list("young", "bob", Instant.parse("2026-11-21T22:00:00Z"), List.of(one(1))),
        Event.of("recommendation.dismissed", at.plusSeconds(60).toString())
            .by(PeopleLake.id("ann"))
            .with("served", "list")
            .with("title", "t2-list"));
    small.addRows(
        "core.plays",
        List.of(
            play("ann", "t0-list", at.plusSeconds(30), 0.95),
            play("ann", "t0-list", at.minusSeconds(30), 1),
            play("ann", "t1-list", at.plusSeconds(90_000), 1),
            play("bob", "t1-list", at.plusSeconds(30), 1),
            play("bob", "x", Instant.parse("2026-11-21T23:00:00Z"), 1)));
    small.addRows(
        "core.interactions",
        List.of(
            deed("ann", "t3-list", "like.added", at.plusSeconds(100)),
            deed("ann", "t3-list", "share.completed", at.plusSeconds(200)),
            deed("ann", "t3-list", "rating", at.plusSeconds(300))));
    Showings showings = showings(small);
    assertThat(showings.inputs()).containsExactlyInAnyOrderElementsOf(INPUTS);
    Map<Integer, Shown> shown =
        showings.shown().stream().collect(Collectors.toMap(Shown::place, Function.identity()));
    assertThat(shown).hasSize(4);
    // She played something the next day, and nothing besides: somebody who came back.
    assertThat(came(shown, 0)).isEqualTo(Outcome.START.bit() | Outcome.COMPLETE.bit());
    assertThat(came(shown, 1)).isZero();
    assertThat(came(shown, 2)).isEqualTo(Outcome.DISMISS.bit());
    assertThat(came(shown, 3)).isEqualTo(Outcome.LIKE.bit() | Outcome.SHARE.bit());
    int model = showings.inputs().indexOf("model");
    assertThat(shown.values())
        .allSatisfy(
            one -> {
              assertThat(one.numbers()[model]).isEqualTo(0.1f * (one.place() + 1));
              assertThat(one.known() & Outcome.CHURN.bit()).isNotZero();
            });
  }

  @Test
  void who_does_not_come_back_for_a_week_is_gone_and_of_a_week_that_is_not_over_nothing_is_known() {
    PeopleLake small = PeopleLake.empty(models);
    small.add(
        list("old", "ann", Instant.parse("2026-11-05T20:00:00Z"), List.of(one(1))),
        list("new", "ann", Instant.parse("2026-11-18T20:00:00Z"), List.of(one(1))));
    small.addRows(
        "core.plays",
        List.of(
            play("ann", "x", Instant.parse("2026-11-05T21:00:00Z"), 1),
            play("bob", "x", Instant.parse("2026-11-21T23:00:00Z"), 1)));
    Map<String, Shown> shown =
        showings(small).shown().stream()
            .collect(Collectors.toMap(Shown::list, Function.identity()));
    assertThat(shown).containsOnlyKeys("old", "new");
    assertThat(shown.values().stream().filter(one -> (one.came() & Outcome.CHURN.bit()) != 0))
        .extracting(Shown::list)
        .containsExactly("old");
    assertThat(shown.values().stream().filter(one -> (one.known() & Outcome.CHURN.bit()) == 0))
        .extracting(Shown::list)
        .containsExactly("new");
  }

  @Test
  void a_house_in_which_little_was_shown_says_so() {
    PeopleLake small = PeopleLake.empty(models);
    assertThat(small.run("train-ranker").detail()).isEqualTo("nobody was shown anything yet");
    small.add(list("l", "ann", BEGIN, List.of(one(1))));
    small.addRows("core.plays", List.of(play("ann", "t", BEGIN.plusSeconds(200_000), 1)));
    assertThat(small.run("train-ranker").detail()).contains("at least 500 are needed");
  }

  private static int came(Map<Integer, Shown> shown, int place) {
    return Optional.ofNullable(shown.get(place)).orElseThrow().came();
  }

  private static Showings showings(PeopleLake of) {
    return Showings.of(
        of.lake().table("raw.recommendation"),
        Optional.of(of.lake().table("core.plays")),
        Optional.of(of.lake().table("core.interactions")),
        Instant.parse("2026-11-22T00:00:00Z"));
  }

  private static float[] one(float model) {
    return new float[] {model, 0, 0};
  }

  /** Titles are called by their places and their list. */
  private static Event list(String list, String person, Instant at, List<float[]> titles) {
    ArrayNode items = JSON.arrayNode();
    for (float[] numbers : titles) {
      ObjectNode item = items.addObject();
      item.put("title", "t" + (items.size() - 1) + "-" + list).put("position", items.size() - 1);
      item.put("score", 1).put("propensity", 1).put("candidate_source", "model");
      ArrayNode inputs = item.put("reason", "next").putArray("inputs");
      for (float number : numbers) {
        inputs.add(number);
      }
    }
    Event served =
        Event.of("recommendation.served", at.toString())
            .with("served", list)
            .with("surface", "home")
            .with("model", "recommender")
            .with("model_version", "1")
            .with("items", items)
            .listing("input_names", INPUTS.toArray(String[]::new));
    return person.isEmpty() ? served : served.by(PeopleLake.id(person));
  }

  private static String play(String person, String title, Instant at, double share) {
    return row(person, at)
        .put("play", person + title + at)
        .put("title", title)
        .put("started", at.toString())
        .put("ended", at.plusSeconds(60).toString())
        .put("distinct_millis", Math.round(1_000_000 * share))
        .put("runtime_millis", 1_000_000)
        .toString();
  }

  private static String deed(String person, String title, String kind, Instant at) {
    return row(person, at)
        .put("title", title)
        .put("kind", kind)
        .put("occurred", at.toString())
        .toString();
  }

  private static ObjectNode row(String person, Instant at) {
    return JSON.objectNode()
        .put("person", PeopleLake.id(person))
        .put("day", at.toString().substring(0, 10));
  }

  private static List<Row> registered(PeopleLake people) {
    return people.lake().table("ops.models").where("name = 'ranker'").collectAsList();
  }

  private static int command(PeopleLake people, String... line) {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(told, true, StandardCharsets.UTF_8);
    InstantSource clock = InstantSource.fixed(LakeHouse.NOW);
    int exit = new Commands(Jobs.all(), people::lake, clock, stream, stream).run(line);
    answered = told.toString(StandardCharsets.UTF_8);
    return exit;
  }
}
