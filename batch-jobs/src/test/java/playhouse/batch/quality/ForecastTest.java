package playhouse.batch.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-20");

  @Test
  void aDayIsExpectedToBeLikeTheSameWeekdaysBefore() {
    NavigableMap<LocalDate, Long> rows = fridays(1000, 1020, 980, 1010);

    Bounds bounds = Bounds.of(rows, DAY, 4).orElseThrow();

    assertThat(bounds.hold(1050)).isTrue();
    assertThat(bounds.hold(0)).isFalse();
    assertThat(bounds.hold(2000)).isFalse();
  }

  @Test
  void oneOddWeekDoesNotMoveTheForecast() {
    Bounds steady = Bounds.of(fridays(1000, 1000, 1000, 1000), DAY, 4).orElseThrow();
    Bounds odd = Bounds.of(fridays(1000, 1000, 9000, 1000), DAY, 4).orElseThrow();

    assertThat(odd).isEqualTo(steady);
  }

  @Test
  void aMissingDayOfAnOldTableCountsAsNoneAndAYoungTableIsNotJudged() {
    NavigableMap<LocalDate, Long> holes = fridays(10, 10, 10, 10);
    holes.remove(DAY.minusDays(14));

    assertThat(Bounds.of(holes, DAY, 4)).isPresent();
    assertThat(Bounds.of(fridays(10, 10), DAY, 4)).isEmpty();
    assertThat(Bounds.of(new TreeMap<>(), DAY, 4)).isEmpty();
  }

  @Test
  void sharesThatStayHaveNoIndexAndSharesThatMoveHaveALargeOne() {
    Spread before = new Spread(Map.of("tv", 5000L, "web", 5000L));
    Spread same = new Spread(Map.of("tv", 500L, "web", 500L));
    Spread moved = new Spread(Map.of("tv", 900L, "web", 100L));
    Spread strange = new Spread(Map.of("tv", 400L, "web", 400L, "", 200L));

    assertThat(same.psi(before)).isCloseTo(0, within(1e-6));
    // (0.9-0.5)·ln(0.9/0.5) + (0.1-0.5)·ln(0.1/0.5)
    assertThat(moved.psi(before)).isCloseTo(0.8789, within(0.01));
    assertThat(strange.psi(before)).isGreaterThan(0.25);
    assertThat(same.noise(before)).isCloseTo(0.0011, within(1e-9));
  }

  private static NavigableMap<LocalDate, Long> fridays(long... rows) {
    NavigableMap<LocalDate, Long> days = new TreeMap<>();
    for (int i = 0; i < rows.length; i++) {
      days.put(DAY.minusDays(7L * (rows.length - i)), rows[i]);
    }
    return days;
  }
}
