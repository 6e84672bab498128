package playhouse.contracts.ads;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.generic.IndexedRecord;
import playhouse.contracts.Fact;
import playhouse.contracts.facts.Ad;
import playhouse.contracts.facts.AdFilled;
import playhouse.contracts.facts.AdImpression;
import playhouse.contracts.facts.AdPaid;
import playhouse.contracts.facts.AdRequested;
import playhouse.contracts.facts.Envelope;

/**
 * What a fact tells for reports.
 *
 * @param about the impression that it is of; of a break or a filled slot, that one and its day
 * @param type of the fact
 * @param id of the fact
 * @param occurredMicros since 1970
 * @param person who watched, as text; empty if nobody knows
 * @param event what was paid for; else empty
 * @param number slots asked for, the quartile, or the revenue in millionths; else 0
 */
public record AdPiece(
    String about,
    String type,
    String id,
    long occurredMicros,
    String person,
    String placement,
    String advertiser,
    String lineItem,
    String creative,
    String currency,
    String event,
    long number) {
  private static final long DAY_MICROS = 86_400_000_000L;

  /** That of a fact; empty if reports do not count it, or nobody's: tests, staff and bots. */
  public static Optional<AdPiece> of(Ad fact) {
    Envelope envelope = fact.getEnvelope();
    if (envelope.getExclusion() != null) {
      return Optional.empty();
    }
    long micros = micros(envelope);
    UUID watcher = envelope.getPerson();
    String person = watcher == null ? "" : watcher.toString();
    return switch (fact.getType()) {
      case "ad.requested" ->
          Optional.ofNullable(fact.getAdRequested())
              .map(asked -> requested(asked, envelope, micros));
      case "ad.filled" ->
          Optional.ofNullable(fact.getAdFilled()).map(filled -> filled(filled, envelope, micros));
      case "ad.impression" ->
          Optional.ofNullable(fact.getAdImpression())
              .map(shown -> shown(shown, envelope, micros, person));
      case "ad.quartile" ->
          Optional.ofNullable(fact.getAdQuartile())
              .map(at -> report(fact, at.getImpression(), at.getQuartile(), micros));
      case "ad.paid" -> Optional.ofNullable(fact.getAdPaid()).map(paid -> paid(paid, fact, micros));
      case "ad.viewable", "ad.click", "ad.conversion", "ivt.flagged" ->
          Fact.of(fact).body().map(body -> report(fact, impression(body), 0, micros));
      default -> Optional.empty();
    };
  }

  /** The same break asks once, whatever becomes of its fact on the way. */
  private static AdPiece requested(AdRequested asked, Envelope envelope, long micros) {
    return new AdPiece(
        "asked " + envelope.getSource() + " " + envelope.getId(),
        "ad.requested",
        envelope.getId(),
        micros,
        "",
        asked.getPlacement(),
        "",
        "",
        "",
        "",
        "",
        asked.getSlots());
  }

  private static AdPiece filled(AdFilled filled, Envelope envelope, long micros) {
    return new AdPiece(
        "filled " + filled.getImpression() + " " + Math.floorDiv(micros, DAY_MICROS),
        "ad.filled",
        envelope.getId(),
        micros,
        "",
        filled.getPlacement(),
        filled.getAdvertiser(),
        filled.getLineItem(),
        filled.getCreative(),
        "",
        "",
        0);
  }

  private static AdPiece shown(AdImpression shown, Envelope envelope, long micros, String person) {
    return new AdPiece(
        shown.getImpression(),
        "ad.impression",
        envelope.getId(),
        micros,
        person,
        shown.getPlacement(),
        shown.getAdvertiser(),
        shown.getLineItem(),
        shown.getCreative(),
        shown.getCurrency(),
        "",
        shown.getRevenueMicros());
  }

  private static AdPiece report(Ad fact, String impression, long number, long micros) {
    return new AdPiece(
        impression,
        fact.getType(),
        fact.getEnvelope().getId(),
        micros,
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        number);
  }

  /** Whose it is and where the impression says. */
  private static AdPiece paid(AdPaid paid, Ad fact, long micros) {
    return new AdPiece(
        paid.getImpression(),
        "ad.paid",
        fact.getEnvelope().getId(),
        micros,
        "",
        "",
        "",
        "",
        "",
        paid.getCurrency(),
        paid.getEvent(),
        paid.getRevenueMicros());
  }

  private static String impression(IndexedRecord body) {
    return String.valueOf(body.get(body.getSchema().getField("impression").pos()));
  }

  private static long micros(Envelope envelope) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, envelope.getOccurred());
  }
}
