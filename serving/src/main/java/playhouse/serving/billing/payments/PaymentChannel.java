package playhouse.serving.billing.payments;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.joda.money.Money;
import playhouse.serving.billing.payments.agreements.Agreeing;

/** A way to a provider. It never throws for what a provider does: that is an {@link Outcome}. */
public interface PaymentChannel {
  /** Takes the money of a payment's attempt, or sets it aside; may be done again. */
  Outcome charge(Payment payment);

  /** What became of a payment's attempt. */
  Outcome inquire(Payment payment);

  /** Whether money can be set aside here, to be taken later. */
  default boolean setsAside() {
    return false;
  }

  /** Whether that method can be charged at any time, without its payer being there. */
  default boolean chargesAlone(String token) {
    return false;
  }

  /** Takes what was set aside for an attempt; may be done again. */
  default Outcome capture(Payment payment) {
    return new Outcome.NotSent("nothing is set aside here");
  }

  /** Lets go of what was set aside, or of what the payer has not done; may be done again. */
  default Outcome release(Payment payment) {
    return new Outcome.NotSent("nothing is set aside here");
  }

  /** Gives money back; may be done again. */
  default Outcome refund(Return wanted) {
    return new Outcome.NotSent("nothing is given back here");
  }

  /** What became of money that is to be given back. */
  default Outcome inquire(Return wanted) {
    return new Outcome.Unknown("nothing is given back here");
  }

  /** Contests what a bank has taken back; whether it was taken note of. May be done again. */
  default boolean contest(String chargeback, String evidence) {
    return false;
  }

  /** How it stands with what a bank has taken back; empty if nobody says. */
  default Optional<TakenBack> chargeback(String chargeback) {
    return Optional.empty();
  }

  /** What the provider tells by itself; empty if it is not from the provider, or too old. */
  Optional<Told> told(Notice notice);

  /** The word that the provider wants to hear when it has told something; empty for none. */
  default String thanks() {
    return "";
  }

  /**
   * What came, before it is known from whom.
   *
   * @param body as it came, UTF-8
   * @param headers by their names
   */
  record Notice(String body, Function<String, Optional<String>> headers) {
    /** Of bytes. */
    public static Notice of(byte[] body, Function<String, Optional<String>> headers) {
      return new Notice(new String(body, StandardCharsets.UTF_8), headers);
    }

    /** With one header. */
    public static Notice of(byte[] body, String name, String value) {
      return of(
          body, asked -> asked.equalsIgnoreCase(name) ? Optional.of(value) : Optional.empty());
    }
  }

  /**
   * Money to be given back.
   *
   * @param id what the provider knows it by; sent twice, it is given once
   * @param payment that it takes back
   * @param reference of the attempt that took the money
   * @param providerCharge the provider's own name of that
   * @param charged what was taken in whole
   */
  record Return(
      UUID id,
      UUID payment,
      String reference,
      String providerCharge,
      Money amount,
      Money charged) {}

  /**
   * Something that a provider told.
   *
   * @param event its id, the same if told again
   * @param kind the provider's name for what happened
   */
  record Told(String event, String kind, News news) {}

  /** What it was about. */
  sealed interface News {}

  /**
   * An attempt.
   *
   * @param reference of it, as {@link Payment#reference} makes them
   */
  record OfPayment(String reference, Outcome outcome) implements News {}

  /**
   * Money to be given back.
   *
   * @param refund its id
   */
  record OfRefund(String refund, Outcome outcome) implements News {}

  /**
   * An agreement.
   *
   * @param agreement our name of it; empty if it is none of ours
   */
  record OfAgreement(Optional<UUID> agreement, Agreeing.Standing standing) implements News {}

  /**
   * Money that a bank has taken back.
   *
   * @param id the provider's name of it
   * @param reference of the attempt that took the money
   * @param reason code of the network
   * @param stage open, won or lost
   */
  record TakenBack(
      String id,
      String reference,
      String reason,
      long amountMinor,
      long feeMinor,
      String currency,
      String stage)
      implements News {}
}
