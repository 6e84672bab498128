package playhouse.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import playhouse.models.sequence.Recipe.Loss;

class LossTest {
  private final List<String> notes = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(Loss.class)
  void learnsWhichWayEachGoesWithEveryLoss(Loss loss) {
    List<int[]> walks = Walks.of(300);
    Recipe recipe = Walks.QUICK.withLoss(loss);
    SequenceModel model = new SequenceTrainer(walks, Walks.SMALL, recipe, notes::add).train();
    assertThat(Walks.hits(model, Walks.of(400))).as(String.join("\n", notes)).isGreaterThan(0.9);
  }
}
