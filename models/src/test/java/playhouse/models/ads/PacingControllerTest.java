package playhouse.models.ads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PacingControllerTest {
  private static final int ITEMS = 100;

  @Test
  void aDayWithAPeakAndAnOutageIsDeliveredWithinThreePercentAndSmootherThanByTheClock() {
    for (long seed = 1; seed <= 5; seed++) {
      int outageFrom = 60 * (8 + (int) (2 * seed));
      ReplayedDay paced = new ReplayedDay(ITEMS, seed, outageFrom);
      paced.run(controller(paced, paced.curve(0.1)));
      ReplayedDay naive = new ReplayedDay(ITEMS, seed, outageFrom);
      naive.run(byTheClock(naive));
      double worst = worst(paced);
      System.out.printf(
          "seed %d: worst delivery error %.2f %%, mean %.2f %%; largest minute %.2f %% (by the"
              + " clock %.2f %%); squared deviation %.6f (%.6f)%n",
          seed,
          100 * worst,
          100 * mean(paced),
          100 * paced.largest(),
          100 * naive.largest(),
          paced.deviation(),
          naive.deviation());
      assertThat(worst).as("seed " + seed).isLessThanOrEqualTo(0.03);
      assertThat(paced.deviation()).isLessThan(naive.deviation() / 2);
      assertThat(paced.largest()).isLessThan(naive.largest());
    }
  }

  @Test
  void aShareChangesLittleInAMinute() {
    ReplayedDay day = new ReplayedDay(ITEMS, 7, 15 * 60);
    ReplayedDay.Pacing pacing = controller(day, day.curve(0.1));
    double[][] before = new double[1][];
    day.run(
        (minute, delivered, traffic) -> {
          double[] shares = pacing.shares(minute, delivered, traffic);
          for (int item = 0; minute > 120 && item < ITEMS; item++) {
            if (before[0][item] > 0 && shares[item] > 0) {
              assertThat(shares[item] / before[0][item]).isBetween(1 / 1.16, 1.16);
            }
          }
          before[0] = shares;
          return shares;
        });
  }

  @Test
  void whoCannotDeliverWhatWasPromisedGrowsUrgentAndTakesAllChances() {
    DayCurve flat = DayCurve.flat();
    PacingController controller = new PacingController(flat);
    PacingController.Goal goal =
        new PacingController.Goal(ReplayedDay.BEGINS, ReplayedDay.ENDS, 10_000, 10_000);
    Pace pace = controller.first(seen(0, 0), 0.5);
    for (int minute = 1; minute <= 600; minute++) {
      // Three a minute is all there is: 4 320 in the day.
      double delivered = pace.delivered() + 3 * pace.share();
      pace = controller.next(pace, goal, seen(minute, delivered));
    }
    assertThat(pace.share()).isEqualTo(1);
    assertThat(pace.urgency()).isBetween(2.0, 3.0);
  }

  @Test
  void aDaysLimitIsSpreadOverTheDay() {
    PacingController controller = new PacingController(DayCurve.flat());
    PacingController.Goal goal =
        new PacingController.Goal(
            ReplayedDay.BEGINS, ReplayedDay.BEGINS.plus(Duration.ofDays(2)), 100_000, 1_440);
    Pace pace = controller.first(seen(0, 0), 0.5);
    double delivered = 0;
    for (int minute = 1; minute <= 1_439; minute++) {
      delivered += Math.min(1_440 - delivered, 10 * pace.share());
      pace = controller.next(pace, goal, seen(minute, delivered));
      if (minute == 720) {
        assertThat(delivered).isBetween(650.0, 790.0);
      }
    }
    assertThat(delivered).isBetween(1_400.0, 1_440.0);
  }

  @Test
  void whatIsDoneOrOverTakesNoChances() {
    PacingController controller = new PacingController(DayCurve.flat());
    PacingController.Goal goal =
        new PacingController.Goal(ReplayedDay.BEGINS, ReplayedDay.ENDS, 100, 100);
    Pace first = controller.first(seen(0, 0), 0.5);
    assertThat(controller.next(first, goal, seen(1, 100)).share()).isZero();
    assertThat(controller.next(first, goal, seen(1_440, 10)).share()).isZero();
  }

  private static PacingController.Seen seen(int minute, double delivered) {
    Instant now = ReplayedDay.BEGINS.plus(Duration.ofMinutes(minute));
    return new PacingController.Seen(now, delivered, delivered, 1);
  }

  private static ReplayedDay.Pacing controller(ReplayedDay day, DayCurve curve) {
    PacingController controller = new PacingController(curve);
    Pace[] paces = new Pace[day.items];
    return (minute, delivered, traffic) -> {
      double[] shares = new double[day.items];
      for (int item = 0; item < day.items; item++) {
        Instant now = ReplayedDay.BEGINS.plus(Duration.ofMinutes(minute));
        var goal =
            new PacingController.Goal(
                ReplayedDay.BEGINS, ReplayedDay.ENDS, day.budgets[item], day.budgets[item]);
        var seen = new PacingController.Seen(now, delivered[item], delivered[item], traffic);
        paces[item] =
            minute == 0 ? controller.first(seen, 0.2) : controller.next(paces[item], goal, seen);
        shares[item] = paces[item].share();
      }
      return shares;
    };
  }

  /** All chances as long as less is spent than the part of the day that is over. */
  private static ReplayedDay.Pacing byTheClock(ReplayedDay day) {
    return (minute, delivered, traffic) -> {
      double[] shares = new double[day.items];
      for (int item = 0; item < day.items; item++) {
        double due = day.budgets[item] * (minute + 1) / ReplayedDay.MINUTES;
        shares[item] = delivered[item] < due ? 1 : 0;
      }
      return shares;
    };
  }

  private static double worst(ReplayedDay day) {
    double worst = 0;
    for (int item = 0; item < day.items; item++) {
      worst = Math.max(worst, Math.abs(day.delivered(item) / day.budgets[item] - 1));
    }
    return worst;
  }

  private static double mean(ReplayedDay day) {
    double all = 0;
    for (int item = 0; item < day.items; item++) {
      all += Math.abs(day.delivered(item) / day.budgets[item] - 1) / day.items;
    }
    return all;
  }
}
