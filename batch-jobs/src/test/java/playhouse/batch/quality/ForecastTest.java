package playhouse.batch.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
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
    NavigableMap<LocalDate, Long> holes = fridays(1000, 1000, 1000, 1000);
    holes.remove(DAY.minusDays(14));

    assertThat(Bounds.of(holes, DAY, 4)).isPresent();
    assertThat(Bounds.of(fridays(1000, 1000), DAY, 4)).isEmpty();
    assertThat(Bounds.of(new TreeMap<>(), DAY, 4)).isEmpty();
  }

  @Test
  void aDayOfWhichFewRowsAreExpectedIsNotJudged() {
    assertThat(Bounds.of(fridays(1, 0, 0, 1), DAY, 8)).isEmpty();
    assertThat(Bounds.of(fridays(150, 190, 160, 170), DAY, 8)).isEmpty();
    assertThat(Bounds.of(fridays(250, 290, 260, 270), DAY, 8)).isPresent();
  }

  /** Playback of the simulated platform with forty people, of whom some twenty watch on a day. */
  @Test
  void theUpsAndDownsOfFewPeopleAreNoSurpriseThoughTheirSaturdaysHappenedToBeAlike() {
    LocalDate saturday = LocalDate.parse("2026-11-21");
    NavigableMap<LocalDate, Long> rows =
        before(
            saturday, 3125, 2898, 3342, 1823, 2269, 2876, 2148, 4044, 4020, 3119, 3501, 2787, 2203,
            2940, 3120, 3221, 3012, 3589, 2585, 3933, 2735);

    Bounds bounds = Bounds.of(rows, saturday, 8).orElseThrow();

    assertThat(bounds.hold(5275)).isTrue();
    assertThat(bounds.hold(0)).isFalse();
    assertThat(bounds.hold(300)).isFalse();
    assertThat(bounds.hold(30_000)).isFalse();
  }

  /** Playback of the simulated platform with 120 people before the 22nd of December. */
  @Test
  void fourWeeksThatHappenedToBeAlikeDoNotMakeADayWithABusyFewASurprise() {
    LocalDate tuesday = LocalDate.parse("2026-12-22");
    NavigableMap<LocalDate, Long> rows =
        before(
            tuesday, 7027, 6310, 7876, 6789, 7588, 7753, 9056, 11106, 8336, 6432, 7133, 8490, 6895,
            10503, 10855, 7875, 5990, 7813, 5952, 6672, 10816, 11340, 9879);

    Bounds bounds = Bounds.of(rows, tuesday, 8).orElseThrow();

    assertThat(bounds.hold(10_224)).isTrue();
    assertThat(bounds.hold(1_000)).isFalse();
    assertThat(bounds.hold(50_000)).isFalse();
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

  @Test
  void anIndexThatDaysHaveAnywayIsAllowedAndLittleMoreWhereTheyAreAlike() {
    Spread own = new Spread(Map.of("tv", 900L, "web", 100L));
    List<Spread> alike = Collections.nCopies(9, new Spread(Map.of("tv", 500L, "web", 500L)));
    List<Spread> byTurns =
        IntStream.range(0, 9)
            .mapToObj(
                day ->
                    day % 2 == 0
                        ? Map.of("tv", 800L, "web", 200L)
                        : Map.of("tv", 200L, "web", 800L))
            .map(Spread::new)
            .toList();

    assertThat(own.allowance(List.of())).isZero();
    // Twice (1/1000 + 1/9000), for two values.
    assertThat(own.allowance(alike)).isCloseTo(0.0022, within(0.0001));
    // Nine days of which five are 0.8 and four 0.2 are 0.533 together: psi 0.33 and 0.51.
    assertThat(own.allowance(byTurns)).isCloseTo(0.668, within(0.01));
  }

  /** Rows of one day after another, up to the one before. */
  private static NavigableMap<LocalDate, Long> before(LocalDate day, long... rows) {
    NavigableMap<LocalDate, Long> days = new TreeMap<>();
    for (int i = 0; i < rows.length; i++) {
      days.put(day.minusDays(rows.length - i), rows[i]);
    }
    return days;
  }

  private static NavigableMap<LocalDate, Long> fridays(long... rows) {
    NavigableMap<LocalDate, Long> days = new TreeMap<>();
    for (int i = 0; i < rows.length; i++) {
      days.put(DAY.minusDays(7L * (rows.length - i)), rows[i]);
    }
    return days;
  }
}
