package playhouse.contracts.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void gathered_in_any_order_and_in_parts_the_sessions_are_the_same(long seed) {
    Random random = new Random(seed);
    long[] events = new long[200];
    // Thick enough, at times, for sessions that last longer than a day.
    long span = (1 + random.nextInt(20)) * (360 * MINUTE);
    for (int i = 0; i < events.length; i++) {
      events[i] = (long) (random.nextDouble() * span) / (5 * MINUTE) * (5 * MINUTE) - span / 3;
    }
    SessionSpans all = new SessionSpans();
    for (int from = 0; from < events.length; ) {
      SessionSpans part = new SessionSpans();
      for (int left = 1 + random.nextInt(9); left > 0 && from < events.length; left--) {
        part.event(events[from++]);
      }
      all.add(part);
    }
    long[] sorted = events.clone();
    Arrays.sort(sorted);
    assertThat(all.sessions()).as("seed %d", seed).isEqualTo(Sessions.whole(sorted));
  }

  @Test
  void crashes_make_no_session_but_may_fall_into_one() {
    SessionSpans spans = new SessionSpans();
    spans.crash(50 * MINUTE);
    spans.crash(20 * MINUTE);
    assertThat(spans.sessions()).isEmpty();
    SessionSpans others = new SessionSpans();
    others.event(0);
    others.crash(5 * MINUTE);
    spans.add(others);
    assertThat(spans.sessions()).containsExactly(new Session(0, 0, 1));
    assertThat(spans.crashes()).containsExactly(5 * MINUTE, 20 * MINUTE, 50 * MINUTE);
  }
}
