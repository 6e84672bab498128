package playhouse.serving.advertising.bidders;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a bidder answered.
 *
 * @param outcome of OpenRTB's fact, while nobody has won
 * @param offers that may be shown; empty unless the outcome is lost
 */
record Reply(Bidder bidder, String outcome, List<Offer> offers, long millis) {
  static final String LOST = "lost";
  static final String NONE = "none";
  static final String LATE = "late";
  static final String INVALID = "invalid";
  static final String FAILED = "failed";

  static Reply of(Bidder bidder, String outcome, long millis) {
    return new Reply(bidder, outcome, List.of(), millis);
  }

  Optional<Offer> best() {
    return offers.stream()
        .max(Comparator.comparingLong(offer -> offer.fit().flight().lineItem().priceMicros()));
  }
}
