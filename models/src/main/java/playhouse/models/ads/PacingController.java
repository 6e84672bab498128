package playhouse.models.ads;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Decides minute by minute what share of its chances a line item takes, so that it delivers all
 * that it should over its time, as people watch: as much of what is left as the part of the curve
 * that is left wants, corrected by a bounded proportional and integral term over a plan that is
 * made anew every hour. A minute in which almost nobody came says nothing of those to come.
 */
public final class PacingController {
  /** A share changes by no more than this part of it in a minute. */
  public static final double SLEW = 0.04;

  /** The same while little is known of what a chance brings. */
  public static final double FIRST_SLEW = 0.15;

  private static final double LEAST_SHARE = 0.0005;
  private static final double MOST_URGENCY = 3;
  private static final double PROPORTIONAL = 0.25;
  private static final double INTEGRAL = 0.1;
  private static final double MOST_TERM = 0.3;
  private static final double MOST_BEHIND = 2;

  /** What a chance brings is known by the last minutes; half of it by those of half an hour. */
  private static final double FORGET = Math.pow(0.5, 1 / 30.0);

  /** Below this part of what was expected a minute is taken for an outage. */
  private static final double OUTAGE = 0.1;

  private static final Duration PLAN = Duration.ofHours(1);

  /** Part of a day whose chances, taken at a share, say what the share brings. */
  private static final double LEARNING = 10.0 / 1440;

  /** Minutes that a restart may have taken, and that a share makes up for at once. */
  private static final double MOST_MINUTES = 10;

  private final DayCurve curve;

  /** By that curve. */
  public PacingController(DayCurve curve) {
    this.curve = curve;
  }

  /**
   * What a line item is to deliver, in money or in impressions.
   *
   * @param amount in all
   * @param dayAmount in a day of UTC at most
   */
  public record Goal(Instant begins, Instant ends, double amount, double dayAmount) {}

  /**
   * What came of the minutes since the last decision.
   *
   * @param delivered in all, with what is held for what is about to be shown
   * @param today of it in this day of UTC
   * @param traffic chances of all line items since then, divided by how many were expected; 1 if
   *     nobody knows
   */
  public record Seen(Instant now, double delivered, double today, double traffic) {}

  /**
   * The first decision.
   *
   * @param guess what share of its chances should be enough, if anybody knows
   */
  public Pace first(Seen seen, double guess) {
    double share = clip(guess, 0.01, 1);
    return new Pace(
        seen.now(),
        share,
        1,
        seen.delivered(),
        seen.delivered(),
        0,
        0,
        0,
        seen.now(),
        seen.delivered());
  }

  /** The next decision. */
  public Pace next(Pace before, Goal goal, Seen seen) {
    double minutes = minutes(before.at(), seen.now());
    if (minutes <= 0) {
      return before;
    }
    if (!seen.now().isBefore(goal.ends()) || seen.delivered() >= goal.amount()) {
      return decided(before, seen, 0, 1, seen.delivered());
    }
    if (seen.traffic() < OUTAGE) {
      Pace anew = anchored(before, seen);
      return decided(anew, seen, before.share(), before.urgency(), seen.delivered());
    }
    Pace learnt = learn(before, seen, minutes);
    if (!learnt.knows()) {
      double share = clip(before.share() * (1 + FIRST_SLEW * minutes), LEAST_SHARE, 1);
      return decided(learnt, seen, share, 1, seen.delivered());
    }
    return follow(learnt, goal, seen, minutes);
  }

  private Pace follow(Pace learnt, Goal goal, Seen seen, double minutes) {
    boolean stays = Duration.between(learnt.anchored(), seen.now()).compareTo(PLAN) < 0;
    Pace pace = stays ? learnt : anchored(learnt, seen);
    double left = goal.amount() - seen.delivered();
    double rest = Math.max(1e-9, curve.between(seen.now(), goal.ends()));
    Instant midnight = seen.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));
    double leftToday = Math.max(0, goal.dayAmount() - seen.today());
    double restToday = Math.max(1e-9, curve.between(seen.now(), midnight));
    if (leftToday / restToday < left / rest) {
      // The day's limit is the nearer one: until midnight that is what is planned for.
      left = leftToday;
      rest = restToday;
    }
    double perDay = pace.yielded() / pace.tried();
    double error = error(pace, seen, left, rest);
    double term = clip(PROPORTIONAL * error + INTEGRAL * pace.behind(), -MOST_TERM, MOST_TERM);
    double target = left / rest / perDay * (1 + term);
    double share = slew(pace, target, minutes);
    double urgency = clip(left / (perDay * rest), 1, MOST_URGENCY);
    double planned = planned(pace, seen, left, rest);
    return decided(behind(pace, target, error, minutes), seen, share, urgency, planned);
  }

  /** What chances brought of late. */
  private Pace learn(Pace pace, Seen seen, double minutes) {
    double gained = Math.max(0, seen.delivered() - pace.delivered());
    double keep = Math.pow(FORGET, minutes);
    double part = pace.share() * curve.between(pace.at(), seen.now());
    return new Pace(
        pace.at(),
        pace.share(),
        pace.urgency(),
        pace.planned(),
        pace.delivered(),
        pace.yielded() * keep + gained,
        pace.tried() * keep + part,
        pace.behind(),
        pace.anchored(),
        pace.anchor());
  }

  /** The plan made anew from here, so that what an outage cost is spread over all of the rest. */
  private static Pace anchored(Pace pace, Seen seen) {
    return new Pace(
        pace.at(),
        pace.share(),
        pace.urgency(),
        pace.planned(),
        pace.delivered(),
        pace.yielded(),
        pace.tried(),
        pace.behind() / 2,
        seen.now(),
        seen.delivered());
  }

  /** What should be delivered by now, by the plan of this hour. */
  private double planned(Pace pace, Seen seen, double left, double rest) {
    double since = curve.between(pace.anchored(), seen.now());
    return pace.anchor() + whole(pace, seen, left) * since / (since + rest);
  }

  /** How far behind, in hours of the plan; negative if ahead. */
  private double error(Pace pace, Seen seen, double left, double rest) {
    double since = curve.between(pace.anchored(), seen.now());
    double hour = curve.between(pace.anchored(), pace.anchored().plus(PLAN));
    double scale = whole(pace, seen, left) * hour / (since + rest);
    double late = planned(pace, seen, left, rest) - seen.delivered();
    return clip(late / Math.max(1e-12, scale), -1, 1);
  }

  /** What was left when the plan was made. */
  private static double whole(Pace pace, Seen seen, double left) {
    return left + seen.delivered() - pace.anchor();
  }

  /** What a share that cannot follow lacks is not summed up against it. */
  private static Pace behind(Pace pace, double target, double error, double minutes) {
    boolean stuck = (target >= 1 && error > 0) || (target <= LEAST_SHARE && error < 0);
    double more = stuck ? 0 : error * minutes / 60;
    return new Pace(
        pace.at(),
        pace.share(),
        pace.urgency(),
        pace.planned(),
        pace.delivered(),
        pace.yielded(),
        pace.tried(),
        clip(pace.behind() + more, -MOST_BEHIND, MOST_BEHIND),
        pace.anchored(),
        pace.anchor());
  }

  private static double slew(Pace pace, double target, double minutes) {
    boolean first = pace.tried() < pace.share() * LEARNING;
    double most = Math.pow(1 + (first ? FIRST_SLEW : SLEW), Math.min(minutes, MOST_MINUTES));
    double share = Math.max(pace.share(), LEAST_SHARE);
    return clip(clip(target, share / most, share * most), LEAST_SHARE, 1);
  }

  private static Pace decided(Pace pace, Seen seen, double share, double urgency, double planned) {
    return new Pace(
        seen.now(),
        share,
        urgency,
        planned,
        seen.delivered(),
        pace.yielded(),
        pace.tried(),
        pace.behind(),
        pace.anchored(),
        pace.anchor());
  }

  private static double minutes(Instant from, Instant until) {
    return Duration.between(from, until).toMillis() / 60_000.0;
  }

  private static double clip(double value, double least, double most) {
    return Math.max(least, Math.min(most, value));
  }
}
