package playhouse.contracts.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import playhouse.contracts.behaviour.Sessions.Session;

class SessionsTest {
  private static final long MINUTE = 60_000_000L;

  @Test
  void nobody_who_did_nothing_has_a_session() {
    assertThat(Sessions.of(new long[0])).isEmpty();
  }

  @Test
  void a_gap_of_exactly_half_an_hour_is_within_a_session() {
    assertThat(Sessions.of(new long[] {0, 30 * MINUTE, 60 * MINUTE}))
        .containsExactly(new Session(0, 60 * MINUTE, 3));
  }

  @Test
  void a_longer_gap_starts_a_new_one() {
    assertThat(Sessions.of(new long[] {0, 0, 30 * MINUTE + 1, 31 * MINUTE}))
        .containsExactly(new Session(0, 0, 2), new Session(30 * MINUTE + 1, 31 * MINUTE, 2));
  }
}
