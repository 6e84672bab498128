package playhouse.models.valuation.hours;

import java.util.List;

/**
 * A title and the hours that it was watched in each week before a moment.
 *
 * @param ageWeeks whole weeks from when it could first be watched to the moment
 * @param hours newest week first; weeks that are not there had none
 */
public record TitleWeeks(TitleFacts facts, int ageWeeks, List<Double> hours) {

  /** With a list that nobody changes. */
  public TitleWeeks {
    hours = List.copyOf(hours);
  }

  /** The same as it was some weeks earlier; its age is below 0 if it was not there yet. */
  TitleWeeks ago(int weeks) {
    int from = Math.min(weeks, hours.size());
    return new TitleWeeks(facts, ageWeeks - weeks, hours.subList(from, hours.size()));
  }

  /** Hours of the weeks from one to before another, counted back from 0, the newest. */
  public double hours(int from, int until) {
    double sum = 0;
    for (int week = Math.min(until, hours.size()) - 1; week >= Math.max(0, from); week--) {
      sum += hours.get(week);
    }
    return sum;
  }
}
