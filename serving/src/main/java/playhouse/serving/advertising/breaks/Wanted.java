package playhouse.serving.advertising.breaks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import playhouse.serving.advertising.matching.Matching;
import playhouse.serving.advertising.orders.Opportunity;

/**
 * A break that is to be filled, whoever asks for it.
 *
 * @param parts that are sold apart; at least one
 * @param watcher who is interrupted, whether ads may go by them or not
 * @param limit until when an auction must be over
 * @param held false if it is a trial only: nothing is held, counted or told
 * @param outside whether bidders outside of the house are asked, too
 */
public record Wanted(
    List<Part> parts, Optional<UUID> watcher, Duration limit, boolean held, boolean outside) {

  /** Players wait no longer. */
  public static final Duration LIMIT = Duration.ofMillis(150);

  /**
   * A part of it, with an id of its own.
   *
   * @param may which of those that fit may be shown there besides
   */
  public record Part(Opportunity there, UnaryOperator<List<Matching.Fit>> may) {}

  static Wanted whole(Opportunity there, Optional<UUID> watcher) {
    return new Wanted(
        List.of(new Part(there, UnaryOperator.identity())), watcher, LIMIT, true, true);
  }

  /** The same, with no more time than that. */
  public Wanted within(Duration time) {
    return new Wanted(parts, watcher, time, held, outside);
  }

  /** What goes for all of them: who watches, where and what. */
  Opportunity there() {
    return parts.get(0).there();
  }

  /** How long all of it may last. */
  long mostMillis() {
    return parts.stream().mapToLong(part -> part.there().pod().mostMillis()).sum();
  }
}
