package playhouse.serving.billing.payments;

/** What became of an attempt to take money, as far as it is known. */
public sealed interface Outcome {
  /**
   * Taken.
   *
   * @param amountMinor in the currency's smallest unit, as the provider tells it
   */
  record Captured(String providerId, long amountMinor, String currency) implements Outcome {}

  /** The bank said no. */
  record Declined(String providerId, String code) implements Outcome {}

  /** It never reached the provider. */
  record NotSent(String why) implements Outcome {}

  /** It may or may not have been taken: nobody has said. */
  record Unknown(String why) implements Outcome {}

  /** The provider has never heard of it. */
  record NeverSeen() implements Outcome {}
}
