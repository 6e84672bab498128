package playhouse.audience.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresenceTest {

  private static final long MINUTE = 60_000;

  private static List<Long> sessions(List<long[]> stretches) {
    Presence presence = new Presence();
    stretches.forEach(stretch -> presence.add(stretch[0] * MINUTE, stretch[1] * MINUTE));
    List<Long> starts = new ArrayList<>();
    presence.sessions((start, end) -> starts.add(start / MINUTE));
    return starts;
  }

  @Test
  void halfAnHourOfSilenceIsStillTheSameSessionAndMoreIsNot() {
    assertThat(sessions(List.of(new long[] {0, 10}, new long[] {40, 41}))).containsExactly(0L);
    assertThat(sessions(List.of(new long[] {0, 10}, new long[] {41, 42}))).containsExactly(0L, 41L);
  }

  @Test
  void aLateWordJoinsTwoSessions() {
    assertThat(sessions(List.of(new long[] {0, 10}, new long[] {60, 70}, new long[] {35, 35})))
        .containsExactly(0L);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theOrderOfLearningDoesNotMatter(long seed) {
    Random random = new Random(seed);
    List<long[]> stretches = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      long start = random.nextInt(4000);
      stretches.add(new long[] {start, start + random.nextInt(40)});
    }
    List<Long> sessions = sessions(stretches);
    Collections.shuffle(stretches, random);
    assertThat(sessions(stretches)).isEqualTo(sessions);
  }
}
