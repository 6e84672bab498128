package playhouse.serving.billing.payments;

import java.util.Optional;

/** A way to a provider. It never throws for what a provider does: that is an {@link Outcome}. */
public interface PaymentChannel {
  /** Takes the money of a payment's attempt; may be done again. */
  Outcome charge(Payment payment);

  /** What became of a payment's attempt. */
  Outcome inquire(Payment payment);

  /**
   * What the provider tells by itself.
   *
   * @param signature header that it came with; empty if there was none
   * @return empty if it is not from the provider, or too old
   */
  Optional<Told> told(byte[] body, Optional<String> signature);

  /**
   * Something that a provider told.
   *
   * @param event its id, the same if told again
   * @param reference of the attempt that it is about
   */
  record Told(String event, String reference, Outcome outcome) {}
}
