package playhouse.serving.advertising.bidders;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import playhouse.contracts.facts.Ad;
import playhouse.contracts.facts.BidReceived;
import playhouse.contracts.facts.Envelope;
import playhouse.serving.advertising.orders.Opportunity;

/** What others are told of bidders that were asked; it names nobody who watches. */
final class BidFacts {
  private BidFacts() {}

  static Ad received(Reply reply, String outcome, Optional<Offer> offer, Opportunity there) {
    Instant at = there.now().truncatedTo(ChronoUnit.MICROS);
    Envelope envelope =
        Envelope.newBuilder()
            .setId("bid.received/" + there.request() + "/" + reply.bidder().name())
            .setSource("/serving")
            .setOccurred(at)
            .setSent(at)
            .setReceived(at)
            .build();
    return Ad.newBuilder()
        .setEnvelope(envelope)
        .setType("bid.received")
        .setBidReceived(
            BidReceived.newBuilder()
                .setRequest(there.request())
                .setBidder(reply.bidder().name())
                .setOutcome(outcome)
                .setPriceMicros(offer.map(BidFacts::micros).orElse(null))
                .setCurrency(offer.map(Offer::currency).orElse(null))
                .setMillis(reply.millis())
                .build())
        .build();
  }

  private static long micros(Offer offer) {
    return new BigDecimal(offer.price())
        .movePointRight(6)
        .setScale(0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }
}
