package playhouse.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
  private static final Training TRAINING =
      new Training(
          Instant.parse("2026-11-22T03:00:00Z"),
          Map.of("mart.training_set", 42L),
          300,
          2000,
          new Validation(
              new Metrics(300, 0.5, 0.6, 0.4, 0.9),
              new TreeMap<>(Map.of("", new Metrics(300, 0.5, 0.6, 0.4, 0.9)))));
  private static final String[][] SHELVES = {
    People.shelf("café-", 9), People.shelf("电影-", 9), People.shelf("ml-1m:", 9)
  };

  @TempDir Path versions;

  @Test
  void aStoredModelAnswersAsItDidBefore() {
    RecommenderModel before = train(3);
    ModelCard card = ModelFolder.store(versions, before, TRAINING);
    RecommenderModel after = RecommenderModel.load(versions.resolve(card.version()));
    assertThat(after.version()).isEqualTo(card.version());
    for (List<Taken> history :
        List.of(People.took("电影-a", "café-b"), People.took("ml-1m:c"), People.took())) {
      assertThat(after.recommend(history, Set.of("ml-1m:d"), 20))
          .isEqualTo(before.recommend(history, Set.of("ml-1m:d"), 20));
    }
    assertThat(after.similar("café-c", 9)).isEqualTo(before.similar("café-c", 9));
  }

  @Test
  void theCardSaysHowTheModelCameAbout() {
    ModelCard card = ModelFolder.store(versions, train(3), TRAINING);
    ModelCard read = ModelFolder.card(versions.resolve(card.version()));
    assertThat(read).isEqualTo(card);
    assertThat(read.snapshots()).containsEntry("mart.training_set", 42L);
    assertThat(read.validation().all().ndcg10()).isEqualTo(0.5);
    assertThat(read.sha256()).hasSize(64).startsWith(read.version());
  }

  @Test
  void theSameDataGiveTheSameVersionAndOtherDataAnother() throws IOException {
    ModelCard first = ModelFolder.store(versions, train(3), TRAINING);
    Training later =
        new Training(Instant.parse("2026-11-23T03:00:00Z"), Map.of(), 1, 1, TRAINING.validation());
    assertThat(ModelFolder.store(versions, train(3), later)).isEqualTo(first);
    assertThat(ModelFolder.store(versions, train(4), TRAINING).version())
        .isNotEqualTo(first.version());
    try (var folders = Files.list(versions)) {
      assertThat(folders).hasSize(2);
    }
  }

  @Test
  void aDamagedModelIsRefused() throws IOException {
    ModelCard card = ModelFolder.store(versions, train(3), TRAINING);
    Path folder = versions.resolve(card.version());
    byte[] content = Files.readAllBytes(folder.resolve("model.bin"));
    content[content.length / 2] ^= 1;
    Files.write(folder.resolve("model.bin"), content);
    assertThatThrownBy(() -> RecommenderModel.load(folder))
        .isInstanceOf(ModelUnreadable.class)
        .hasMessageContaining("not the one of its card");
    Files.delete(folder.resolve("model.bin"));
    assertThatThrownBy(() -> RecommenderModel.load(folder)).isInstanceOf(ModelUnreadable.class);
    assertThatThrownBy(() -> RecommenderModel.load(versions.resolve("none")))
        .isInstanceOf(ModelUnreadable.class);
  }

  @Test
  void bytesThatAreCutShortOrTooLongOrOfAnotherKindAreRefused() {
    byte[] whole = ModelBytes.encode(train(3));
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));
      assertThatThrownBy(() -> ModelBytes.decode(cut, "v")).isInstanceOf(ModelUnreadable.class);
    }
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertThatThrownBy(() -> ModelBytes.decode(longer, "v")).isInstanceOf(ModelUnreadable.class);
    byte[] other = whole.clone();
    other[7] = '2';
    assertThatThrownBy(() -> ModelBytes.decode(other, "v"))
        .isInstanceOf(ModelUnreadable.class)
        .hasMessageContaining("format 1");
  }

  private static RecommenderModel train(long seed) {
    return Trainer.train(
        People.histories(People.readers(seed, 300, SHELVES)), Parameters.defaults());
  }
}
