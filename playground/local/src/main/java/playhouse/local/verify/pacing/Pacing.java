package playhouse.local.verify.pacing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import playhouse.local.verify.Check;
import playhouse.local.verify.Proof;

/**
 * A day is lived again with an evening peak and two hours in which nobody can come, once paced by
 * the house's controller, which runs in a process of its own, and once by the clock alone.
 */
public final class Pacing implements Proof {
  /** The controller takes every quarter of an hour for like every other. */
  private static final String FLAT_CURVE = "flat-curve";

  /** It is told a tenth more than was delivered. */
  private static final String TOLD_TOO_MUCH = "told-too-much";

  /** More is paid out than is there. */
  private static final String NO_PURSE = "no-purse";

  /** From noon on every other line item keeps the share that it has. */
  private static final String STUCK = "stuck";

  private static final double MOST_ERROR = 0.03;

  /** As much as people who come at random leave of what an even pacer by the clock deviates. */
  private static final double MOST_DEVIATION = 0.18;

  private static final long BEGINS = ReplayedDay.BEGINS.toEpochMilli();

  @Override
  public String name() {
    return "pacing";
  }

  @Override
  public String purpose() {
    return "line items spend what they should, as people watch, over a peak and an outage";
  }

  @Override
  public List<String> sabotages() {
    return List.of(FLAT_CURVE, TOLD_TOO_MUCH, NO_PURSE, STUCK);
  }

  @Override
  public List<Check> run(Trial trial) {
    int items = trial.quick() ? 60 : 300;
    int outageFrom = 60 * (9 + (int) (trial.seed() % 11));
    ReplayedDay paced = new ReplayedDay(items, trial.seed(), outageFrom);
    try (Controller controller = new Controller(trial.house())) {
      live(trial, paced, controller);
    }
    ReplayedDay naive = new ReplayedDay(items, trial.seed(), outageFrom);
    naive.run(true, byTheClock(naive));
    String said =
        "largest minute %.2f %% of a budget, by the clock %.2f %%; squared deviation from how people came %.6f, by the clock %.6f"
            .formatted(
                100 * paced.largest(), 100 * naive.largest(), paced.deviation(), naive.deviation());
    trial.progress().say("  " + said);
    boolean smooth = paced.deviation() <= MOST_DEVIATION * naive.deviation();
    return List.of(
        delivery(trial, paced),
        budgets(paced),
        Check.of("as people come", items, smooth ? List.of() : List.of(said)));
  }

  private static void live(Trial trial, ReplayedDay day, Controller controller) {
    double[] curve = day.curve(0.1);
    controller.curve(trial.breaks(FLAT_CURVE) ? new double[curve.length] : curve);
    long ends = ReplayedDay.ENDS.toEpochMilli();
    for (double budget : day.budgets) {
      controller.item(BEGINS, ends, budget);
    }
    double[][] noon = new double[1][];
    day.run(
        !trial.breaks(NO_PURSE),
        (minute, delivered, traffic) -> {
          double more = trial.breaks(TOLD_TOO_MUCH) ? 1.1 : 1;
          double[] told = Arrays.stream(delivered).map(one -> one * more).toArray();
          double[] shares = controller.minute(BEGINS + minute * 60_000L, traffic, told);
          if (minute == 720) {
            noon[0] = shares;
          }
          for (int item = 0; trial.breaks(STUCK) && minute > 720 && item < day.items; item += 2) {
            shares[item] = noon[0][item] / 2;
          }
          return shares;
        });
  }

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

  private static Check delivery(Trial trial, ReplayedDay day) {
    List<String> faults = new ArrayList<>();
    double worst = 0;
    for (int item = 0; item < day.items; item++) {
      double error = day.delivered(item) / day.budgets[item] - 1;
      worst = Math.max(worst, Math.abs(error));
      fault(item, error, Math.abs(error) > MOST_ERROR).ifPresent(faults::add);
    }
    trial.progress().say("  worst delivery error %.2f %%".formatted(100 * worst));
    return Check.of("delivered within 3 %", day.items, faults);
  }

  private static Check budgets(ReplayedDay day) {
    List<String> faults = new ArrayList<>();
    for (int item = 0; item < day.items; item++) {
      double error = day.delivered(item) / day.budgets[item] - 1;
      fault(item, error, error > 1e-9).ifPresent(faults::add);
    }
    return Check.of("budgets not passed", day.items, faults);
  }

  private static Optional<String> fault(int item, double error, boolean is) {
    return is
        ? Optional.of("line item %d is off by %.2f %%".formatted(item, 100 * error))
        : Optional.empty();
  }
}
