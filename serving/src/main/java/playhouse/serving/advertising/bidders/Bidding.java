package playhouse.serving.advertising.bidders;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import playhouse.serving.advertising.matching.Matching.Fit;
import playhouse.serving.advertising.orders.Opportunity;

/** Asks others for ads that compete with ours. */
public interface Bidding {

  /** Nobody is asked. */
  Bidding NONE = (there, end) -> Round.NONE;

  /**
   * Asks all of them at once, and does not wait.
   *
   * @param end by the clock of {@link System#nanoTime}: until when they are waited for
   */
  Round ask(Opportunity there, long end);

  /** What became of asking for a break. */
  interface Round {
    /** Nobody was asked. */
    Round NONE =
        new Round() {
          @Override
          public List<Fit> offers() {
            return List.of();
          }

          @Override
          public void settle(Map<UUID, UUID> won) {}
        };

    /** What is offered and may be shown there; waits no longer than was said. */
    List<Fit> offers();

    /**
     * Tells who won, and who did not.
     *
     * @param won impressions by the line items of the offers that are to be shown
     */
    void settle(Map<UUID, UUID> won);
  }
}
