package playhouse.serving.personalisation.attention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AttentionTest {
  private static final Instant NOW = Instant.parse("2026-11-30T20:00:00Z");
  private final UUID grown = UUID.randomUUID();
  private final UUID kid = UUID.randomUUID();
  private final Attention attention =
      new Attention(Attention.Limits.USUAL, Attention.Limits.KIDS, kid::equals);

  @Test
  void whoeverInterruptsTakesOfOneBudgetThatComesBackAfterAnHour() {
    for (int at = 0; at < 4; at++) {
      assertThat(attention.mayInterrupt(grown, 120, NOW)).isTrue();
      attention.interrupted(grown, 120, NOW);
    }
    assertThat(attention.mayInterrupt(grown, 1, NOW)).isFalse();
    assertThat(attention.mayInterrupt(grown, 120, NOW.plus(Duration.ofHours(1)))).isTrue();
  }

  @Test
  void soManyInterruptionsAreEnoughHoweverShort() {
    for (int at = 0; at < 6; at++) {
      attention.interrupted(grown, 1, NOW);
    }
    assertThat(attention.mayInterrupt(grown, 1, NOW)).isFalse();
  }

  @Test
  void kidsHaveLess() {
    assertThat(attention.mayInterrupt(kid, 121, NOW)).isFalse();
    assertThat(attention.mayInterrupt(kid, 120, NOW)).isTrue();
    assertThat(attention.mayInterrupt(grown, 121, NOW)).isTrue();
  }
}
