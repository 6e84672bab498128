package playhouse.serving.analytics.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FunnelTest {
  private static final long HOUR = 3_600_000_000L;

  @Test
  void stepsCountInOrderAndWithinTheTimeFromTheFirst() {
    Funnel funnel = funnel(10 * HOUR, "", "a", "b", "c");
    List<List<Doing>> people =
        List.of(
            doings("all", "a 1", "b 2", "c 3"),
            doings("late", "a 1", "b 2", "c 12"),
            doings("wrong order", "b 1", "a 2", "c 3"),
            // The first try is too long ago; the second leads on.
            doings("again", "a 1", "b 9", "a 10", "b 11", "c 18"),
            doings("never", "b 1", "c 2"));
    Funnel.Result result = funnel.of(people, 0, 100 * HOUR);
    assertThat(result.all().people()).containsExactly(4L, 3L, 2L);
    assertThat(result.all().medianSeconds()).contains(2 * 3600.0);
    // Only who begins in the days that are asked for.
    assertThat(funnel.of(people, 5 * HOUR, 100 * HOUR).all().people()).containsExactly(1L, 1L, 1L);
  }

  @Test
  void oneThingDoneIsOneStep() {
    Funnel funnel = funnel(10 * HOUR, "", "a", "a", "a");
    assertThat(funnel.of(List.of(doings("twice", "a 1", "a 2")), 0, 100 * HOUR).all().people())
        .containsExactly(1L, 1L, 0L);
  }

  @Test
  void aBreakdownCountsEverybodyOnceByWhatTheyBeganWith() {
    Funnel funnel = funnel(10 * HOUR, "platform", "a", "b");
    List<Doing> tv = doings("one", "a 1 tv", "a 2 web", "b 3 web");
    List<Doing> web = doings("two", "a 1 web");
    List<Funnel.Slice> slices = funnel.of(List.of(tv, web), 0, 100 * HOUR).slices();
    // Of the first's two ways that led as far, it is the later that led there in the least time.
    assertThat(slices).extracting(Funnel.Slice::value).containsExactly("web");
    assertThat(slices.get(0).reached().people()).containsExactly(2L, 1L);
  }

  @Test
  void itCountsWhatTryingEveryWayCounts() {
    long seed = 20261130;
    Random random = new Random(seed);
    Funnel funnel = funnel(5 * HOUR, "", "a", "b", "a", "c");
    for (int round = 0; round < 500; round++) {
      String[] what = new String[random.nextInt(12)];
      for (int i = 0; i < what.length; i++) {
        what[i] = "abcd".charAt(random.nextInt(4)) + " " + (i + random.nextInt(3) * i);
      }
      List<Doing> doings = doings("p", what);
      int furthest = furthest(funnel, doings, 0, 0, 0);
      List<Long> people = funnel.of(List.of(doings), 0, 100 * HOUR).all().people();
      assertThat(people.stream().filter(count -> count == 1).count())
          .as("seed %d, round %d: %s", seed, round, List.of(what))
          .isEqualTo(furthest);
    }
  }

  @Test
  void whoComesBackIsCountedByWhenTheyRegistered() {
    LocalDate monday = LocalDate.parse("2026-11-02");
    Retention days = new Retention(false, 2);
    List<Doings.PersonDay> registered =
        List.of(on("ana", monday), on("ben", monday), on("eva", monday.plusDays(1)));
    List<Doings.PersonDay> active =
        List.of(
            on("ana", monday),
            on("ana", monday.plusDays(1)),
            on("ana", monday.plusDays(1)),
            on("ben", monday.plusDays(2)),
            on("eva", monday),
            on("eva", monday.plusDays(2)),
            on("stranger", monday));
    assertThat(days.of(registered, active, monday.plusDays(3)))
        .containsExactly(
            new Retention.Cohort(monday, 2, List.of(1L, 1L, 1L)),
            // Its third day is not over.
            new Retention.Cohort(monday.plusDays(1), 1, List.of(0L, 1L)));
    assertThat(new Retention(true, 1).of(registered, active, monday.plusDays(14)))
        .containsExactly(new Retention.Cohort(monday, 3, List.of(3L, 0L)));
  }

  @Test
  void pathsEndWithAPauseAndTheSameAgainIsOneStep() {
    Paths paths = new Paths("a", 2);
    List<List<Doing>> people =
        List.of(
            doings("one", "a 0", "a 0.1", "b 0.2", "b 0.3", "c 0.4", "d 0.5"),
            doings("two", "a 0", "b 0.1", "c 0.2", "a 5", "b 5.1", "c 5.3"),
            doings("three", "a 0", "b 1"));
    assertThat(paths.of(people, 10))
        .containsExactly(
            new Paths.Path(List.of("a", "b", "c"), 3, 2), new Paths.Path(List.of("a"), 1, 1));
  }

  /** The furthest of all ways, tried one by one. */
  private static int furthest(Funnel funnel, List<Doing> doings, int from, int step, long began) {
    int best = step;
    for (int i = from; step < funnel.steps().size() && i < doings.size(); i++) {
      Doing doing = doings.get(i);
      if (funnel.steps().get(step).is(doing)) {
        long start = step == 0 ? doing.atMicros() : began;
        if (doing.atMicros() - start <= funnel.windowMicros()) {
          best = Math.max(best, furthest(funnel, doings, i + 1, step + 1, start));
        }
      }
    }
    return best;
  }

  private static Doings.PersonDay on(String person, LocalDate day) {
    return new Doings.PersonDay(person, day);
  }

  private static Funnel funnel(long window, String by, String... events) {
    List<Funnel.Step> steps = new ArrayList<>();
    for (String event : events) {
      steps.add(new Funnel.Step(event, "", "", "", ""));
    }
    return new Funnel(steps, window, by);
  }

  /** Such as {@code a 1.5 tv}: event, hour, platform. */
  private static List<Doing> doings(String person, String... what) {
    List<Doing> doings = new ArrayList<>();
    for (String one : what) {
      String[] parts = one.split(" ", 3);
      doings.add(
          new Doing(
              person,
              (long) (Double.parseDouble(parts[1]) * HOUR),
              parts[0],
              "",
              "",
              "",
              parts.length > 2 ? parts[2] : "",
              ""));
    }
    doings.sort(Doing.EARLIEST_FIRST);
    return doings;
  }
}
