package playhouse.contracts.ads;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * What is known of one ad, in whatever order and however often it was told: an impression with what
 * was reported of it, a filled slot, or a break that asked. From it follows what it counts for.
 *
 * @param opening type of the fact that opened it; empty while only reports are known
 * @param openedMicros when that was, since 1970
 * @param openedBy id of that fact: of several the earliest counts, by id where two are as early
 * @param number slots asked for, or revenue in millionths
 * @param payments what it earned besides
 * @param marks what was reported, as bits
 * @param conversions hashes of the ids of what it led to
 * @param latestMicros when the newest that was told of it occurred
 */
@SuppressWarnings("ArrayRecordComponent") // held by Flink, never compared
public record AdCase(
    String opening,
    long openedMicros,
    String openedBy,
    String person,
    String placement,
    String advertiser,
    String lineItem,
    String creative,
    String currency,
    long number,
    AdPayments payments,
    int marks,
    int[] conversions,
    long latestMicros) {
  private static final int QUARTILES = 4;
  private static final int VIEWABLE = 1 << QUARTILES;
  private static final int CLICKED = VIEWABLE << 1;
  private static final int INVALID = CLICKED << 1;
  private static final int MOST_CONVERSIONS = 100;
  private static final long HOUR_MICROS = 3_600_000_000L;
  private static final long HOUR_SECONDS = 3_600;

  /** State that was kept before there were payments has none. */
  public AdCase {
    payments = payments == null ? AdPayments.none() : payments;
  }

  /** Of which nothing was told. */
  public static AdCase none() {
    return new AdCase(
        "", 0, "", "", "", "", "", "", "", 0, AdPayments.none(), 0, new int[0], Long.MIN_VALUE);
  }

  /** The same with one more fact; the same object if it tells nothing new. */
  public AdCase with(AdPiece piece) {
    return switch (piece.type()) {
      case "ad.requested", "ad.filled", "ad.impression" -> opened(piece);
      case "ad.quartile" ->
          piece.number() < 1 || piece.number() > QUARTILES
              ? this
              : marked(1 << (piece.number() - 1), piece);
      case "ad.viewable" -> marked(VIEWABLE, piece);
      case "ad.click" -> marked(CLICKED, piece);
      case "ivt.flagged" -> marked(INVALID, piece);
      case "ad.conversion" -> converted(piece);
      case "ad.paid" -> paid(piece);
      default -> this;
    };
  }

  /** Whether something opened it, so that it counts. */
  public boolean isOpen() {
    return !opening.isEmpty();
  }

  /** What it counts for; empty while nothing opened it. */
  public Optional<AdChange> counts() {
    if (!isOpen()) {
      return Optional.empty();
    }
    long[] counts = new long[AdCount.SIZE];
    switch (opening) {
      case "ad.requested" -> counts[AdCount.REQUESTED.at()] = number;
      case "ad.filled" -> counts[AdCount.FILLED.at()] = 1;
      default -> shown(counts);
    }
    return Optional.of(new AdChange(key(), counts, person, latestMicros));
  }

  private void shown(long[] counts) {
    boolean clicked = (marks & CLICKED) != 0;
    long earned = number + payments.micros(currency);
    counts[AdCount.IMPRESSIONS.at()] = 1;
    counts[AdCount.CLICKS.at()] = clicked ? 1 : 0;
    counts[AdCount.REVENUE_MICROS.at()] = earned;
    if ((marks & INVALID) != 0) {
      return;
    }
    counts[AdCount.VALID_IMPRESSIONS.at()] = 1;
    for (int quartile = 0; quartile < QUARTILES; quartile++) {
      counts[AdCount.FIRST_QUARTILE.at() + quartile] = (marks >> quartile) & 1;
    }
    counts[AdCount.VIEWABLE.at()] = (marks & VIEWABLE) != 0 ? 1 : 0;
    counts[AdCount.VALID_CLICKS.at()] = clicked ? 1 : 0;
    counts[AdCount.CONVERSIONS.at()] = conversions.length;
    counts[AdCount.VALID_REVENUE_MICROS.at()] = earned;
  }

  private String key() {
    Instant hour = Instant.ofEpochSecond(Math.floorDiv(openedMicros, HOUR_MICROS) * HOUR_SECONDS);
    return String.join("|", hour.toString(), placement, advertiser, lineItem, creative, currency);
  }

  private AdCase opened(AdPiece piece) {
    boolean earlier =
        piece.occurredMicros() < openedMicros
            || (piece.occurredMicros() == openedMicros && piece.id().compareTo(openedBy) < 0);
    if (isOpen() && !earlier) {
      return this;
    }
    return new AdCase(
        piece.type(),
        piece.occurredMicros(),
        piece.id(),
        piece.person(),
        piece.placement(),
        piece.advertiser(),
        piece.lineItem(),
        piece.creative(),
        piece.currency(),
        piece.number(),
        payments,
        marks,
        conversions,
        Math.max(latestMicros, piece.occurredMicros()));
  }

  private AdCase marked(int mark, AdPiece piece) {
    return (marks & mark) != 0 ? this : reported(payments, marks | mark, conversions, piece);
  }

  private AdCase paid(AdPiece piece) {
    AdPayments more = payments.with(piece);
    return more.equals(payments) ? this : reported(more, marks, conversions, piece);
  }

  private AdCase converted(AdPiece piece) {
    int hash = piece.id().hashCode();
    if (conversions.length == MOST_CONVERSIONS
        || Arrays.stream(conversions).anyMatch(known -> known == hash)) {
      return this;
    }
    int[] more = Arrays.copyOf(conversions, conversions.length + 1);
    more[conversions.length] = hash;
    return reported(payments, marks, more, piece);
  }

  private AdCase reported(AdPayments earned, int now, int[] led, AdPiece piece) {
    return new AdCase(
        opening,
        openedMicros,
        openedBy,
        person,
        placement,
        advertiser,
        lineItem,
        creative,
        currency,
        number,
        earned,
        now,
        led,
        Math.max(latestMicros, piece.occurredMicros()));
  }
}
