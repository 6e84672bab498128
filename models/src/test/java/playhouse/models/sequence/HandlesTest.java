package playhouse.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import playhouse.models.sequence.Recipe.Loss;

class HandlesTest {
  private final Engine engine = Torch.engine();

  @ParameterizedTest
  @EnumSource(Loss.class)
  void aStepLeavesNoArrayOpen(Loss loss) {
    Recipe recipe = Walks.QUICK.withLoss(loss);
    Checkpoint first = Checkpoint.first(Walks.SMALL, 1);
    Random random = new Random(1);
    List<Batch> batches = Batch.round(Walks.of(200), 12, 32, random);
    try (NDManager home = engine.newBaseManager()) {
      Network network = new Network(home, Walks.SMALL, first.weights());
      Adam adam = new Adam(home, network, recipe, first);
      Lesson lesson = new Lesson(home, Walks.SMALL, recipe, random);
      int before = -1;
      for (int step = 0; step < 60; step++) {
        learn(home, network, adam, lesson, batches.get(step % batches.size()));
        int open = open(home);
        before = step == 0 ? open : before;
        assertThat(open).isEqualTo(before);
      }
    }
  }

  private void learn(NDManager home, Network network, Adam adam, Lesson lesson, Batch batch) {
    try (NDManager step = home.newSubManager()) {
      try (GradientCollector collector = engine.newGradientCollector()) {
        collector.backward(lesson.loss(step, network, batch));
      }
      assertThat(adam.step(step)).isTrue();
    }
  }

  /** All that is open in the managers of the engine and of the training. */
  private static int open(NDManager home) {
    return home.getManagedArrays().size() + home.getParentManager().getManagedArrays().size();
  }
}
