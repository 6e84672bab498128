package playhouse.contracts.experiment;

import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What experiments are judged by: those of the house's KPIs that are somebody's, one by one. */
@SuppressWarnings("ImmutableEnumChecker") // functions of arrays, which hold nothing
public enum Metric {
  /** Whether they did anything at all. */
  ACTIVE("K2.2", Kind.SHARE, true, Metric::deeds, unused -> 0),
  /** Whether they paid. */
  CONVERSION("K2.4", Kind.SHARE, true, amounts -> get(amounts, Amount.PAYMENTS), unused -> 0),
  /** Seconds played by a person. */
  TIME_SPENT("K3.1", Kind.MEAN, true, amounts -> get(amounts, Amount.PLAYED_SECONDS), unused -> 0),
  /** Plays that a person asked for. */
  PLAYS("K3.1", Kind.MEAN, true, amounts -> get(amounts, Amount.PLAYS), unused -> 0),
  /** Plays to the end by plays asked for: the KPI counts parts of titles as well. */
  COMPLETION_RATE(
      "K1.3",
      Kind.RATIO,
      true,
      amounts -> get(amounts, Amount.COMPLETED),
      amounts -> get(amounts, Amount.PLAYS)),
  /** Seconds to the first frame, over plays. */
  STARTUP_TIME(
      "K6.1",
      Kind.RATIO,
      false,
      amounts -> get(amounts, Amount.STARTUP_SECONDS),
      amounts -> get(amounts, Amount.FRAMES)),
  /** The 95th percentile of people's mean start-up times. */
  STARTUP_TIME_P95("K6.1", Kind.QUANTILE, false, Metric::startup, unused -> 0),
  /** Seconds stalled by seconds stalled or played. */
  REBUFFERING(
      "K6.2",
      Kind.RATIO,
      false,
      amounts -> get(amounts, Amount.STALLED_SECONDS),
      amounts -> get(amounts, Amount.STALLED_SECONDS) + get(amounts, Amount.PLAYED_SECONDS)),
  /** Plays ended by a failure, by plays asked for. */
  ERROR_RATE(
      "K12.3",
      Kind.RATIO,
      false,
      amounts -> get(amounts, Amount.FAILED),
      amounts -> get(amounts, Amount.PLAYS)),
  /** Whether an app crashed on them: the other side of crash-free people. */
  CRASHED("K7.2", Kind.SHARE, false, amounts -> get(amounts, Amount.CRASHES), unused -> 0),
  /**
   * Titles chosen from lists by titles in them: sooner to be had than what was completed of them.
   */
  RECOMMENDATION_CLICKS(
      "K7.4",
      Kind.RATIO,
      true,
      amounts -> get(amounts, Amount.CHOSEN),
      amounts -> get(amounts, Amount.SHOWN)),
  /** Comments and danmaku of a person. */
  COMMENTS("K10.1", Kind.MEAN, true, amounts -> get(amounts, Amount.COMMENTS), unused -> 0),
  /** Likes and favourites of a person, less those taken back. */
  LIKES("K10.2", Kind.MEAN, true, amounts -> get(amounts, Amount.LIKES), unused -> 0),
  /** Shares of a person. */
  SHARES("K10.3", Kind.MEAN, true, amounts -> get(amounts, Amount.SHARES), unused -> 0),
  /** Whether they commented, liked or shared. */
  COMMUNITY("K10.4", Kind.SHARE, true, Metric::community, unused -> 0);

  private static final double P95 = 0.95;

  private final String kpi;
  private final Kind kind;
  private final boolean moreIsBetter;
  private final ToDoubleFunction<double[]> outcome;
  private final ToDoubleFunction<double[]> denominator;

  Metric(
      String kpi,
      Kind kind,
      boolean moreIsBetter,
      ToDoubleFunction<double[]> outcome,
      ToDoubleFunction<double[]> denominator) {
    this.kpi = kpi;
    this.kind = kind;
    this.moreIsBetter = moreIsBetter;
    this.outcome = outcome;
    this.denominator = denominator;
  }

  /** How it is read. */
  public enum Kind {
    /** A number of each person, with the same from before as its covariate. */
    MEAN,
    /** A yes or no of each person, with that from before as its covariate. */
    SHARE,
    /** Two numbers of each person, summed and divided. */
    RATIO,
    /** A number of each person who has it, counted by bucket. */
    QUANTILE
  }

  /** By its name in small letters. */
  public static Optional<Metric> named(String name) {
    for (Metric metric : values()) {
      if (metric.text().equals(name)) {
        return Optional.of(metric);
      }
    }
    return Optional.empty();
  }

  /** As it stands in requests and facts. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of which KPI it is a person's part. */
  public String kpi() {
    return kpi;
  }

  public Kind kind() {
    return kind;
  }

  public boolean moreIsBetter() {
    return moreIsBetter;
  }

  /** Which quantile, if it is one. */
  public double quantile() {
    return P95;
  }

  /** A person's outcome; NaN if they have none, as no first frame. */
  public double outcome(double[] after) {
    double value = outcome.applyAsDouble(after);
    return kind == Kind.SHARE ? (value > 0 ? 1 : 0) : value;
  }

  /** What goes with it: the denominator, or the same of the time before. */
  public double beside(double[] after, double[] before) {
    return kind == Kind.RATIO ? denominator.applyAsDouble(after) : outcome(before);
  }

  private static double get(double[] amounts, Amount amount) {
    return amounts[amount.place()];
  }

  private static double community(double[] amounts) {
    return get(amounts, Amount.COMMENTS)
        + Math.max(0, get(amounts, Amount.LIKES))
        + get(amounts, Amount.SHARES);
  }

  private static double deeds(double[] amounts) {
    return get(amounts, Amount.PLAYS) + community(amounts);
  }

  private static double startup(double[] amounts) {
    double frames = get(amounts, Amount.FRAMES);
    return frames == 0 ? Double.NaN : get(amounts, Amount.STARTUP_SECONDS) / frames;
  }
}
