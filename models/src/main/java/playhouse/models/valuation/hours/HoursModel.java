package playhouse.models.valuation.hours;

import java.util.List;
import java.util.Optional;

/**
 * Hours that a title will be watched over the coming weeks: a regression in the logarithm of hours,
 * for titles with a past by their last weeks, for others by their properties and by what the
 * regression missed of titles like them.
 *
 * @param doubt how many titles just alike count as much as knowing none: what little is known of is
 *     held towards the regression
 * @param history without weights if no title has a past to learn from
 */
public record HoursModel(
    int weeks,
    Columns columns,
    Ridge properties,
    Widths ofProperties,
    double doubt,
    Ridge history,
    Widths ofHistory,
    List<Known> known) {

  /**
   * A title that others are compared with.
   *
   * @param hours what it came to over as many weeks
   * @param missed by how much the regression was too low, in the logarithm
   */
  public record Known(TitleFacts facts, double hours, double missed) {}

  /** One that nobody has watched; {@code debut} if its first weeks are meant, not later ones. */
  public Hours ofProperties(TitleFacts title, List<Likeness.Near> near, boolean debut) {
    double log = properties.of(columns.properties(title, debut)) + missed(near, known, doubt);
    return Hours.around(log, ofProperties.of(log), Hours.Basis.PROPERTIES);
  }

  /** The next weeks of one with a past. */
  public Hours ofHistory(TitleWeeks title) {
    double log = history.of(columns.history(title));
    return Hours.around(log, ofHistory.of(log), Hours.Basis.HISTORY);
  }

  /** Whether there was enough past to learn how titles go on. */
  public boolean knowsHistory() {
    return !history.weights().isEmpty();
  }

  /** Learns; empty if there is too little past, or fewer than twenty titles. */
  public static Optional<HoursModel> learn(Past past, int weeks) {
    return HoursLearner.learn(past, weeks);
  }

  static double missed(List<Likeness.Near> near, List<Known> known, double doubt) {
    double weights = doubt;
    double sum = 0;
    for (Likeness.Near one : near) {
      weights += one.weight();
      sum += one.weight() * known.get(one.index()).missed();
    }
    return sum / weights;
  }

  /** Titles like one, by their places among those known. */
  public List<Likeness.Near> near(TitleFacts title) {
    return Likeness.nearest(title, known.stream().map(Known::facts).toList(), any -> true);
  }
}
