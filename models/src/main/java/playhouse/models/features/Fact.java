package playhouse.models.features;

import java.util.Comparator;

/**
 * Something that happened to a person, and nothing that was known only later.
 *
 * @param kind what sort of thing
 * @param atMicros when it was known, microseconds since 1970
 * @param id of the thing it is about, such as the subscription
 * @param word what the kind says; empty if nothing
 * @param amount what the kind says
 * @param share what the kind says; NaN if not known
 */
public record Fact(Kind kind, long atMicros, String id, String word, long amount, double share) {
  /** In time; the rest only so that there is one order, whatever the order of arrival. */
  static final Comparator<Fact> IN_ORDER =
      Comparator.comparingLong(Fact::atMicros)
          .thenComparing(Fact::kind)
          .thenComparing(Fact::id)
          .thenComparing(Fact::word)
          .thenComparingLong(Fact::amount)
          .thenComparingDouble(Fact::share);

  /** A fact without a share. */
  public static Fact of(Kind kind, long atMicros, String id, String word, long amount) {
    return new Fact(kind, atMicros, id, word, amount, Double.NaN);
  }
}
