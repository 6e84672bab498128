package playhouse.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import playhouse.contracts.Family;

class TallyTest {
  private static final Tally NOTHING = new Tally(Map.of(), Map.of(), Map.of());

  @Test
  void allIsWellWhenEachAcceptedEventIsInTheLakeOnce() {
    Tally now = new Tally(every(new Audience.Sent(10, 2, 3)), every(10L), every(7L));
    assertThat(now.faults(NOTHING)).isEmpty();
    assertThat(now.since(NOTHING).get(0))
        .isEqualTo(new Tally.OfFamily("playback", 12, 10, 2, 3, 7));
  }

  @Test
  void anEventThatIsMissingOrThereTwiceIsNamedByItsFamily() {
    Tally lost = new Tally(every(new Audience.Sent(10, 0, 0)), every(10L), every(9L));
    assertThat(lost.faults(NOTHING))
        .contains("playback: 10 accepted - 0 duplicates are not the 9 in the lake")
        .hasSize(Family.values().length);
  }

  @Test
  void anEventThatKafkaDoesNotHoldIsNamedToo() {
    Tally lost = new Tally(every(new Audience.Sent(10, 0, 0)), every(9L), every(9L));
    assertThat(lost.faults(NOTHING))
        .contains("ad: the audience had 10 events accepted, Kafka holds 9");
  }

  @Test
  void servingsOwnRecommendationEventsAreNoFault() {
    Tally served = new Tally(every(new Audience.Sent(4, 0, 0)), every(6L), every(6L));
    assertThat(served.faults(NOTHING)).noneMatch(fault -> fault.startsWith("recommendation"));
  }

  @Test
  void whatWasThereBeforeIsNotCountedAgain() {
    Tally before = new Tally(every(new Audience.Sent(5, 1, 1)), every(5L), every(4L));
    Tally now = new Tally(every(new Audience.Sent(8, 2, 1)), every(8L), every(7L));
    assertThat(now.faults(before)).isEmpty();
    assertThat(now.since(before).get(0)).isEqualTo(new Tally.OfFamily("playback", 4, 3, 1, 0, 3));
  }

  @Test
  void anEmptyFamilyIsAFault() {
    Tally empty = new Tally(every(Audience.Sent.NOTHING), every(0L), every(0L));
    assertThat(empty.faults(NOTHING)).contains("platform: nothing in the lake");
  }

  private static <T> Map<String, T> every(T count) {
    return Arrays.stream(Family.values())
        .collect(Collectors.toMap(Family::topic, Function.<Family>identity().andThen(f -> count)));
  }
}
