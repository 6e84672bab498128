package playhouse.contracts.behaviour;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import playhouse.contracts.facts.RecentTitle;

/**
 * What is known of one person and one title. Adding deeds gives the same in any order.
 *
 * <p>Times are plain numbers because millions of these are held at once.
 *
 * @param title title
 * @param occurredMicros the latest deed, in microseconds since 1970 UTC
 * @param watched slices seen ({@link Coverage})
 * @param interest the most care that any deed showed by itself
 * @param opinion the latest opinion, or {@link Mark#NO_OPINION}
 * @param opinionMicros when it was given; {@link Long#MIN_VALUE} without one
 */
public record Attention(
    String title,
    long occurredMicros,
    long watched,
    float interest,
    float opinion,
    long opinionMicros) {

  /** Latest first; the title breaks ties. */
  static final Comparator<Attention> LATEST_FIRST =
      Comparator.comparingLong(Attention::occurredMicros)
          .reversed()
          .thenComparing(Attention::title);

  static Attention of(Deed deed) {
    Mark mark = deed.mark();
    long occurred = ChronoUnit.MICROS.between(Instant.EPOCH, deed.occurred());
    return new Attention(
        deed.title(),
        occurred,
        mark.watched(),
        mark.interest(),
        mark.opinion(),
        mark.opinion() >= 0 ? occurred : Long.MIN_VALUE);
  }

  Attention and(Attention other) {
    Attention later = opinionIsLater(other) ? other : this;
    return new Attention(
        title,
        Math.max(occurredMicros, other.occurredMicros),
        watched | other.watched,
        Math.max(interest, other.interest),
        later.opinion,
        later.opinionMicros);
  }

  /** The later opinion counts; of two at once the better one. */
  private boolean opinionIsLater(Attention other) {
    int order = Long.compare(other.opinionMicros, opinionMicros);
    return order > 0 || (order == 0 && other.opinion > opinion);
  }

  float strength() {
    return Strength.of(opinion, occurredMicros > opinionMicros, interest, Coverage.share(watched));
  }

  RecentTitle recentTitle() {
    return new RecentTitle(
        title, Instant.EPOCH.plus(occurredMicros, ChronoUnit.MICROS), strength());
  }
}
