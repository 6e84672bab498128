package playhouse.serving.acquisition.valuation;

import java.time.LocalDate;
import java.util.List;
import org.joda.money.Money;

/**
 * What a title is worth over the coming days.
 *
 * @param day at whose end this was known
 * @param basis history, or properties if nothing of its own is known
 * @param naiveHours what titles of its kind and genres came to on average
 * @param ceiling the most that may be paid for it: the low end of its value, nothing at least
 * @param reasons why, in words
 */
public record TitleValue(
    String title,
    String modelVersion,
    LocalDate day,
    int horizonDays,
    String basis,
    Range hours,
    double naiveHours,
    Kept uplift,
    Parts parts,
    Amounts value,
    Money ceiling,
    List<Like> comparables,
    List<String> reasons) {

  /** Nine in ten lie between low and high. */
  public record Range(double low, double expected, double high) {}

  /**
   * How many more of its paid viewers stay for four weeks than of people who watched as much else.
   *
   * @param watchers paid viewers that it was measured on; 0 if it is taken from other titles
   */
  public record Kept(double low, double expected, double high, long watchers) {}

  /** What the value is made of. */
  public record Parts(Money retention, Money acquisition, Money ads, Money sales) {}

  /** What the low ends of hours and uplift come to, what is expected, and the high ends. */
  public record Amounts(Money low, Money expected, Money high) {}

  /** A title that it is like, how much (0 to 1), and the hours that that one came to. */
  public record Like(String title, double weight, double hours) {}
}
