package playhouse.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequenceRankingTest {
  private static final int ITEMS = 60;

  @TempDir Path folder;

  @Test
  void whereThereArePeopleAndTimeEnoughBothModelsAreAsked() throws IOException {
    String train = Files.writeString(folder.resolve("train.txt"), walks(500)).toString();
    Asked both = Asked.evaluate("next-title", "--train", train, "--budget", "2m", "--json");
    assertThat(both.keys()).containsExactly("task", "ndcg10", "hr10", "hr50", "masked", "seconds");
    assertThat(both.err()).contains("round 1: ").contains("blended");
    assertThat(both.figure("ndcg10")).as(both.err()).isGreaterThan(0.9);
    Asked linear = Asked.evaluate("next-title", "--train", train, "--budget", "119s", "--json");
    assertThat(linear.err()).contains("closed-form model alone").doesNotContain("round");
    assertThat(linear.figure("ndcg10")).isLessThanOrEqualTo(both.figure("ndcg10"));
  }

  /** Around a ring, every other person the other way. */
  private static String walks(int people) {
    StringBuilder text = new StringBuilder();
    for (int person = 0; person < people; person++) {
      int way = person % 2 == 0 ? 1 : ITEMS - 1;
      text.append("p").append(person);
      for (int step = 0; step < 6; step++) {
        text.append(" x:").append((person * 7 + step * way + ITEMS * 8) % ITEMS);
      }
      text.append('\n');
    }
    return text.toString();
  }
}
