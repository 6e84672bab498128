package playhouse.serving.billing.payments.refunds;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;
import playhouse.serving.billing.payments.PaymentChannel;

/**
 * Money that is given back.
 *
 * @param dispute money that came wrong and goes back; empty if it is of what was captured
 * @param source how the provider knows the money
 * @param amount tax included
 * @param unearned how much of it, without tax, was not earned yet
 * @param reason a stable code
 * @param inquiries how often nothing came of it
 * @param nextAt when something is to be done about it
 * @param code why it failed; empty if it did not
 */
public record Refund(
    UUID id,
    UUID payment,
    Optional<UUID> dispute,
    UUID person,
    Source source,
    Money amount,
    Money tax,
    Money unearned,
    String reason,
    State state,
    int inquiries,
    Instant nextAt,
    Optional<String> providerId,
    Optional<String> code,
    Instant requested) {

  /**
   * How a provider knows money that it took.
   *
   * @param route the provider
   * @param reference of the attempt
   * @param providerCharge its own name of it
   * @param charged how much that was
   */
  public record Source(String route, String reference, String providerCharge, Money charged) {}

  /** Where it is. */
  public enum State {
    /** To be sent. */
    DUE,
    /** Somebody is sending it, or died while they were. */
    SENDING,
    /** Sent, and nobody has said what became of it. */
    UNKNOWN,
    /** The money is with the payer. */
    COMPLETED,
    /** It cannot be given back that way. */
    FAILED,
    /** It cannot be given back that way, and the payer has it otherwise. */
    CREDITED;

    /** As it stands in the database and in answers. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether it may have been sent. */
  boolean inFlight() {
    return state == State.SENDING || state == State.UNKNOWN;
  }

  /** Whether nothing will become of it any more. */
  boolean settled() {
    return state == State.COMPLETED || state == State.FAILED || state == State.CREDITED;
  }

  /** As the provider is asked for it. */
  PaymentChannel.Return wanted() {
    return new PaymentChannel.Return(
        id, payment, source.reference(), source.providerCharge(), amount, source.charged());
  }

  Refund in(State other, int times, Instant at, Optional<String> known, Optional<String> why) {
    return new Refund(
        id, payment, dispute, person, source, amount, tax, unearned, reason, other, times, at,
        known, why, requested);
  }
}
