package playhouse.models.valuation;

import java.util.List;
import playhouse.models.valuation.hours.Hours;

/**
 * What a title is worth over the coming weeks; amounts are millionths of the reporting currency.
 *
 * @param naiveHours what titles of its genres came to on average
 * @param retention by people who stay and would have left
 * @param acquisition by people whom it brings
 * @param low of the value: what the low end of hours and uplift comes to
 * @param reasons in words, what weighs most first
 */
public record Valuation(
    String title,
    int weeks,
    Hours hours,
    double naiveHours,
    Uplift uplift,
    List<Compared> comparables,
    long retention,
    long acquisition,
    long ads,
    long sales,
    long low,
    long high,
    List<String> reasons) {

  /** A title that it is like, how much (0 to 1), and the hours that that one came to. */
  public record Compared(String title, double weight, double hours) {}

  /** All together. */
  public long value() {
    return retention + acquisition + ads + sales;
  }

  /** The most that may be paid for it: the low end of what it is worth. */
  public long ceiling() {
    return Math.max(0, low);
  }
}
