package playhouse.serving.billing.purchases;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;

/**
 * A title that somebody has bought or rented.
 *
 * @param amount tax included
 * @param tax contained in the amount
 * @param available when it can be played; what is ordered before is only paid for then
 * @param paid when; empty if it is not
 * @param beginBy until when a rental is to be begun; empty for what is bought or not paid
 * @param begun when it was played first; empty if it was not
 * @param ends when a rental that was begun ends; empty for what is bought
 */
public record Purchase(
    UUID id,
    UUID person,
    String title,
    Kind kind,
    String country,
    Money amount,
    Money tax,
    State state,
    Instant ordered,
    Instant available,
    Optional<Instant> paid,
    Optional<Instant> beginBy,
    Optional<Instant> begun,
    Optional<Instant> ends) {
  /** How long a rental waits to be begun. */
  static final Duration WAITS = Duration.ofDays(30);

  /** How long a rental lasts once it is begun. */
  static final Duration LASTS = Duration.ofDays(2);

  /** How long what was never played can be given back. */
  static final Duration WITHDRAWAL = Duration.ofDays(14);

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** For how long. */
  public enum Kind {
    /** For two days. */
    RENT,
    /** For good. */
    BUY;

    /** As it stands in the database and in answers. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where it is. */
  public enum State {
    /** The money is waited for. */
    ORDERED,
    /** The money is ours. */
    PAID,
    /** The money will not come. */
    FAILED,
    /** The money went back. */
    REVOKED;

    /** As it stands in the database and in answers. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What a title costs somewhere.
   *
   * @param amount tax included
   * @param available from when it can be played; empty if it can be already
   */
  public record Price(
      String title,
      String country,
      Kind kind,
      Money amount,
      BigDecimal taxPercent,
      Optional<Instant> available) {
    /** Contained in the amount. */
    Money tax() {
      BigDecimal net =
          amount
              .getAmount()
              .multiply(HUNDRED)
              .divide(HUNDRED.add(taxPercent), amount.getScale(), RoundingMode.HALF_EVEN);
      return amount.minus(net);
    }
  }

  /** Whether its person may play it then. */
  boolean entitles(Instant now) {
    if (state != State.PAID || now.isBefore(available)) {
      return false;
    }
    return until().map(now::isBefore).orElse(true);
  }

  /** When it ends, or must have begun; empty if it never does. */
  public Optional<Instant> until() {
    return kind == Kind.BUY ? Optional.empty() : ends.or(() -> beginBy);
  }

  /** Paid then. */
  Purchase paidAt(Instant now) {
    Instant from = now.isBefore(available) ? available : now;
    return at(
        State.PAID,
        Optional.of(now),
        kind == Kind.RENT ? Optional.of(from.plus(WAITS)) : Optional.empty(),
        begun,
        ends);
  }

  /** Played for the first time then. */
  Purchase begunAt(Instant now) {
    return at(
        state,
        paid,
        beginBy,
        Optional.of(now),
        kind == Kind.RENT ? Optional.of(now.plus(LASTS)) : Optional.empty());
  }

  /** In another state. */
  Purchase in(State other) {
    return at(other, paid, beginBy, begun, ends);
  }

  private Purchase at(
      State inState,
      Optional<Instant> paidThen,
      Optional<Instant> by,
      Optional<Instant> begunThen,
      Optional<Instant> end) {
    return new Purchase(
        id, person, title, kind, country, amount, tax, inState, ordered, available, paidThen, by,
        begunThen, end);
  }
}
