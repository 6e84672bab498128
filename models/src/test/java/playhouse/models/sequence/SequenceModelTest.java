package playhouse.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.models.files.BadFile;

class SequenceModelTest {
  private static final Dimensions SIZE = new Dimensions(50, 20, 32, 4, 3, 48);

  @TempDir Path folder;

  @Test
  void scoresInJavaAsPyTorchDoes() {
    float[] weights = weights();
    SequenceModel model = new SequenceModel(SIZE, weights);
    Random random = new Random(3);
    List<int[]> histories = random.ints(40, 1, 31).mapToObj(size -> walk(random, size)).toList();
    try (NDManager home = Torch.engine().newBaseManager()) {
      Network network = new Network(home, SIZE, weights);
      float[] all = Ranks.scores(home, network, histories);
      for (int person = 0; person < histories.size(); person++) {
        float[] own = Arrays.copyOfRange(all, person * 50, (person + 1) * 50);
        assertThat(model.scores(histories.get(person))).containsExactly(own, within(1e-4f));
      }
    }
  }

  @Test
  void whatComesLaterDoesNotChangeWhatWasKnownBefore() {
    try (NDManager home = Torch.engine().newBaseManager()) {
      Network network = new Network(home, SIZE, weights());
      long[] items = {1, 2, 3, 4, 5, 6};
      float[] one = states(home, network, items);
      items[4] = 40;
      float[] other = states(home, network, items);
      int known = 4 * SIZE.width();
      assertThat(Arrays.copyOf(other, known)).containsExactly(Arrays.copyOf(one, known));
      assertThat(Arrays.copyOfRange(other, known, other.length))
          .isNotEqualTo(Arrays.copyOfRange(one, known, one.length));
    }
  }

  @Test
  void isReadBackAsItWasAndADamagedFileIsTold() throws IOException {
    SequenceModel model = new SequenceModel(SIZE, weights());
    Path file = folder.resolve("model.bin");
    model.save(file);
    SequenceModel read = SequenceModel.load(file);
    assertThat(read.version()).isEqualTo(model.version());
    assertThat(read.dimensions()).isEqualTo(SIZE);
    assertThat(read.scores(new int[] {1, 2})).containsExactly(model.scores(new int[] {1, 2}));
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> SequenceModel.load(file)).isInstanceOf(BadFile.class);
    assertThatThrownBy(() -> SequenceModel.load(folder.resolve("none")))
        .isInstanceOf(BadFile.class);
    SequenceFile.put(file, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> SequenceModel.load(file)).isInstanceOf(BadFile.class);
  }

  @Test
  void ranksAreAmongWhatWasNotTakenAndEqualsAreCountedAgainst() {
    float[] scores = {5, 1, 3, 3, 9};
    assertThat(Ranks.rank(scores.clone(), new int[] {4}, 2)).isEqualTo(3);
    assertThat(Ranks.rank(scores.clone(), new int[] {4, 0, 3}, 2)).isEqualTo(1);
    assertThat(Ranks.rank(scores.clone(), new int[] {}, 1)).isEqualTo(5);
  }

  private static float[] states(NDManager home, Network network, long[] items) {
    try (NDManager step = home.newSubManager()) {
      NDArray numbers = step.create(items, new Shape(1, items.length));
      return network.states(step, numbers, x -> x).toFloatArray();
    }
  }

  /** Larger than a training begins with, so that every part matters. */
  private static float[] weights() {
    float[] weights = Checkpoint.first(SIZE, 11).weights();
    Random random = new Random(12);
    for (int at = 0; at < weights.length; at++) {
      weights[at] += (float) (0.2 * random.nextGaussian());
    }
    return weights;
  }

  private static int[] walk(Random random, int size) {
    return random.ints(size, 0, SIZE.items()).toArray();
  }
}
