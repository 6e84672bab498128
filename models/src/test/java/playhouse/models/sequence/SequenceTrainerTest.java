package playhouse.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.models.sequence.Recipe.Loss;

class SequenceTrainerTest {
  private static final List<int[]> WALKS = Walks.of(400);

  @TempDir Path folder;
  private final List<String> notes = new ArrayList<>();

  @Test
  void theSameSeedGivesTheSameWeightsAndAnotherGivesOthers() {
    Recipe few = Walks.QUICK.withEpochs(2);
    String once = trainer(few).train().version();
    assertThat(trainer(few).train().version()).isEqualTo(once);
    assertThat(trainer(few.withSeed(8)).train().version()).isNotEqualTo(once);
  }

  @Test
  void goesOnFromACheckpointAsIfItHadNeverStopped() throws IOException {
    String whole = trainer(Walks.QUICK.withEpochs(4)).train().version();
    Path checkpoint = folder.resolve("training");
    trainer(Walks.QUICK.withEpochs(2)).keeping(checkpoint).train();
    notes.clear();
    String resumed = trainer(Walks.QUICK.withEpochs(4)).keeping(checkpoint).train().version();
    assertThat(resumed).isEqualTo(whole);
    assertThat(notes).hasSize(2);
    assertThat(notes.get(0)).startsWith("round 3: ");
    byte[] damaged = Files.readAllBytes(checkpoint);
    damaged[damaged.length / 2] ^= 1;
    Files.write(checkpoint, damaged);
    notes.clear();
    assertThat(trainer(Walks.QUICK.withEpochs(4)).keeping(checkpoint).train().version())
        .isEqualTo(whole);
    assertThat(notes).hasSize(4);
  }

  @Test
  void aCheckpointOfAnotherTrainingIsNotGoneOnFrom() {
    Path checkpoint = folder.resolve("training");
    trainer(Walks.QUICK.withEpochs(1)).keeping(checkpoint).train();
    notes.clear();
    trainer(Walks.QUICK.withEpochs(1).withSeed(9)).keeping(checkpoint).train();
    assertThat(notes).hasSize(1);
    notes.clear();
    trainer(Walks.QUICK.withEpochs(1).withSeed(9)).keeping(checkpoint).train();
    assertThat(notes).isEmpty();
  }

  @Test
  void endsWhenTheTimeIsUpOrItGetsNoBetter() {
    trainer(Walks.QUICK).within(Duration.ZERO).train();
    assertThat(notes).isEmpty();
    Recipe impatient = new Recipe(Loss.FULL, 16, 32, 0, 0.1, 5, 30, 2, 200, 7);
    trainer(impatient).train();
    assertThat(notes).hasSize(3);
  }

  @Test
  void theLastItemOfEachIsNotLearnt() {
    List<int[]> others = new ArrayList<>();
    for (int[] walk : WALKS) {
      int[] changed = walk.clone();
      changed[changed.length - 1] = 0;
      others.add(changed);
    }
    Recipe once = Walks.QUICK.withEpochs(1);
    String one = trainer(once).train().version();
    String other = new SequenceTrainer(others, Walks.SMALL, once, notes::add).train().version();
    assertThat(other).isEqualTo(one);
  }

  private SequenceTrainer trainer(Recipe recipe) {
    return new SequenceTrainer(WALKS, Walks.SMALL, recipe, notes::add);
  }
}
