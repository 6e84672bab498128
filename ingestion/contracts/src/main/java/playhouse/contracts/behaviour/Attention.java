package playhouse.contracts.behaviour;

import java.time.Instant;
import java.util.Comparator;
import playhouse.contracts.facts.RecentTitle;

/**
 * What is known of one person and one title. Adding deeds gives the same in any order.
 *
 * @param title title
 * @param occurred the latest deed
 * @param watched slices seen ({@link Coverage})
 * @param interest the most care that any deed showed by itself
 * @param opinion the latest opinion, or {@link Mark#NO_OPINION}
 * @param opinionOccurred when it was given; {@link Instant#EPOCH} without one
 */
public record Attention(
    String title,
    Instant occurred,
    long watched,
    float interest,
    float opinion,
    Instant opinionOccurred) {

  /** Latest first; the title breaks ties. */
  static final Comparator<Attention> LATEST_FIRST =
      Comparator.comparing(Attention::occurred).reversed().thenComparing(Attention::title);

  static Attention of(Deed deed) {
    Mark mark = deed.mark();
    Instant opinionOccurred = mark.opinion() >= 0 ? deed.occurred() : Instant.EPOCH;
    return new Attention(
        deed.title(),
        deed.occurred(),
        mark.watched(),
        mark.interest(),
        mark.opinion(),
        opinionOccurred);
  }

  Attention and(Attention other) {
    Attention later = opinionIsLater(other) ? other : this;
    return new Attention(
        title,
        occurred.isAfter(other.occurred) ? occurred : other.occurred,
        watched | other.watched,
        Math.max(interest, other.interest),
        later.opinion,
        later.opinionOccurred);
  }

  /** The later opinion counts; of two at once the better one. */
  private boolean opinionIsLater(Attention other) {
    int order = other.opinionOccurred.compareTo(opinionOccurred);
    return order > 0 || (order == 0 && other.opinion > opinion);
  }

  /** An opinion outweighs behaviour, but a title taken up after it was waved away counts again. */
  float strength() {
    boolean takenUpAgain = opinion == Strength.DISMISSED && occurred.isAfter(opinionOccurred);
    if (opinion >= 0 && !takenUpAgain) {
      return opinion;
    }
    return Math.max(interest, Strength.ofCompletion(Coverage.share(watched)));
  }

  RecentTitle recentTitle() {
    return new RecentTitle(title, occurred, strength());
  }
}
