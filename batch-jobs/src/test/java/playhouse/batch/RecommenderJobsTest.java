package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.ModelPointer;
import playhouse.models.recommend.ModelCard;
import playhouse.models.recommend.ModelFolder;
import playhouse.models.recommend.RecommenderModel;
import playhouse.models.recommend.Taken;

class RecommenderJobsTest {
  @TempDir Path models;

  @Test
  void a_recommender_is_learnt_from_ratings_alone_stored_and_written_down() {
    PeopleLake people = trilogyLovers(models);
    Outcome outcome = people.run("train-recommender");
    assertThat(outcome.detail()).contains("ml-1m NDCG@10").contains("8 people");

    ModelPointer pointer = pointer();
    RecommenderModel model = RecommenderModel.load(Path.of(URI.create(pointer.getLocation())));
    assertThat(model.version()).isEqualTo(pointer.getVersion());
    var history = List.of(new Taken("ml-1m:1", LakeHouse.NOW, 1));
    assertThat(model.recommend(history, Set.of("ml-1m:1"), 1).get(0).title()).isEqualTo("ml-1m:2");

    assertThat(people.column("ops.models", "version")).containsExactly(pointer.getVersion());
    ModelCard card = ModelFolder.card(models.resolve("recommender").resolve(model.version()));
    assertThat(card.snapshots()).isEqualTo(outcome.inputs()).containsKey("mart.training_set");
    assertThat(card.sha256()).isEqualTo(pointer.getSha256());
  }

  @Test
  void the_same_data_and_seed_give_the_same_bytes_and_learning_again_changes_nothing() {
    PeopleLake people = trilogyLovers(models);
    people.run("train-recommender");
    String version = pointer().getVersion();
    assertThat(people.run("train-recommender").detail())
        .startsWith("nothing new; version " + version);
    assertThat(people.column("ops.models", "version")).containsExactly(version);

    trilogyLovers(models.resolve("elsewhere")).run("train-recommender");
    assertThat(pointer().getVersion()).isEqualTo(version);
    assertThat(pointer().getLocation()).contains("elsewhere");
  }

  @Test
  void what_is_learnt_for_a_day_asked_for_is_stored_and_does_not_serve() {
    PeopleLake people = trilogyLovers(models);
    people.run("train-recommender");
    people.run("candidates");
    String version = pointer().getVersion();
    people.add(PeopleLake.rated("reader", 5, "asked:1", "asked:2").toArray(Event[]::new));
    DayRange day = DayRange.of(LocalDate.parse("2026-11-02"));
    people.run("train-recommender", day);
    assertThat(people.column("ops.models", "version")).hasSize(2).contains(version);
    assertThat(pointer().getVersion()).isEqualTo(version);
    assertThat(people.run("candidates", day).detail()).startsWith("0 lists");
    assertThat(Published.state(Topics.CANDIDATES)).doesNotContainKey("similar:asked:1");
  }

  @Test
  void where_nobody_has_taken_anything_there_is_nothing_to_learn_and_nothing_to_tell() {
    PeopleLake people = PeopleLake.empty(models);
    assertThat(people.run("train-recommender").detail()).isEqualTo("nobody has taken anything yet");
    assertThat(people.run("profiles").rows()).isZero();
    assertThat(people.run("candidates").rows()).isZero();
    assertThat(people.column("ops.models", "version")).isEmpty();
  }

  private static PeopleLake trilogyLovers(Path models) {
    PeopleLake people = PeopleLake.empty(models);
    List<Event> ratings = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ratings.addAll(PeopleLake.rated("trekker" + i, 5, "ml-1m:1", "ml-1m:2", "ml-1m:3"));
      ratings.addAll(PeopleLake.rated("romantic" + i, 4, "ml-1m:7", "ml-1m:8", "ml-1m:9"));
    }
    people.add(ratings.toArray(Event[]::new));
    return people;
  }

  private static ModelPointer pointer() {
    Map<String, byte[]> state = Published.state(Topics.MODELS);
    assertThat(state).containsKey("recommender");
    return Wire.decode(ModelPointer.class, state.getOrDefault("recommender", new byte[0]));
  }
}
