package playhouse.models.ranking;

import java.util.Comparator;

/**
 * A title of a list that somebody was shown, and what came of it.
 *
 * @param list id of the list
 * @param place from 0
 * @param numbers what was known of it, in an order that all of them share
 * @param came bits of the outcomes that came
 * @param known bits of the outcomes of which it is known whether they came
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Shown(
    String list,
    String person,
    String surface,
    long atMicros,
    int place,
    float[] numbers,
    int came,
    int known) {

  /** The order in which they are learnt from, whatever order they were read in. */
  public static final Comparator<Shown> ORDER =
      Comparator.comparingLong(Shown::atMicros)
          .thenComparing(Shown::list)
          .thenComparingInt(Shown::place);

  boolean came(Outcome outcome) {
    return (came & outcome.bit()) != 0;
  }

  boolean isKnown(Outcome outcome) {
    return (known & outcome.bit()) != 0;
  }

  double depth() {
    return Math.log1p(place);
  }
}
