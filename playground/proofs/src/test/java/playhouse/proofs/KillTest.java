package playhouse.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnTheStack.class)
class KillTest {

  private static final long SEED = Long.getLong("playhouse.seed", System.nanoTime());

  @Test
  void whateverIsKilledEveryAcceptedEventIsInTheLakeOnce(RunningStack stack) {
    System.out.println("seed " + SEED);
    Random random = new Random(SEED);
    long accepted;
    try (Load load = Load.start(stack, "/demo/kill")) {
      load.awaitMore(2_000);
      for (String victim : new String[] {"flink", "flink", "flink", "collector", "broker"}) {
        load.awaitMore(random.nextInt(6_000));
        stack.killAndRestart(victim);
      }
      load.awaitMore(2_000);
      load.close();
      accepted = load.accepted();
    }
    stack.awaitLake();

    assertThat(
            stack.sql(
                "select count(*) n, count(distinct id) ids from raw.interaction"
                    + " where source = '/demo/kill'"))
        .as("rows and distinct ids, seed %d", SEED)
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.get("n")).hasToString(Long.toString(accepted));
              assertThat(row.get("ids")).hasToString(Long.toString(accepted));
            });
  }
}
