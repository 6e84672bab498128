package playhouse.streaming.lake.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdSetTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 20261122})
  void itKnowsExactlyTheIdsThatWereAdded(long seed) {
    Random random = new Random(seed);
    IdSet ids = new IdSet();
    Set<UUID> model = new HashSet<>();
    int wrong = 0;
    for (int i = 0; i < 200_000; i++) {
      // Three ids to every place, so that they collide in place and in half.
      UUID id = new UUID(random.nextInt(30_000) * 0x9E3779B97F4A7C15L, random.nextInt(3));
      wrong += ids.contains(high(id), low(id)) == model.contains(id) ? 0 : 1;
      wrong += ids.add(high(id), low(id)) == model.add(id) ? 0 : 1;
    }
    assertThat(wrong).isZero();
    assertThat(ids.size()).isEqualTo(model.size());
  }

  /** Never both zero, which the set may not tell from (1, 0). */
  private static long high(UUID id) {
    return id.getMostSignificantBits() + 2;
  }

  private static long low(UUID id) {
    return id.getLeastSignificantBits();
  }
}
