package playhouse.models.valuation.hours;

import java.util.List;
import java.util.Optional;

/**
 * All titles as they were at a moment.
 *
 * @param year of the moment
 * @param weeks for how many whole weeks before it views are known
 */
public record Past(List<TitleWeeks> titles, int year, int weeks) {
  private static final List<Integer> HORIZONS = List.of(13, 8, 4, 2, 1);

  /** One to be foretold in a back-test, two to learn how one follows from another, and before. */
  private static final int WINDOWS = 4;

  /** With a list that nobody changes. */
  public Past {
    titles = List.copyOf(titles);
  }

  /** The house some weeks earlier: nothing of those weeks is in it. */
  public Past ago(int back) {
    return new Past(
        titles.stream().map(title -> title.ago(back)).filter(t -> t.ageWeeks() >= 0).toList(),
        year,
        weeks - back);
  }

  /** The longest time, in weeks, that so much past can tell of; empty if it tells nothing yet. */
  public Optional<Integer> horizon() {
    return HORIZONS.stream().filter(weeksAhead -> weeksAhead * WINDOWS <= weeks).findFirst();
  }
}
