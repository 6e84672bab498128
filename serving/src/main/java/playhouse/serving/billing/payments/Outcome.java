package playhouse.serving.billing.payments;

import java.time.Instant;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;

/** What became of what was asked of a provider, as far as it is known. */
public sealed interface Outcome {
  /**
   * Taken.
   *
   * @param amountMinor in the currency's smallest unit, as the provider tells it
   */
  record Captured(String providerId, long amountMinor, String currency) implements Outcome {
    /** How much; empty if there is no such currency. */
    public Optional<Money> money() {
      return Outcome.money(amountMinor, currency);
    }
  }

  /**
   * Set aside, to be taken later.
   *
   * @param amountMinor in the currency's smallest unit, as the provider tells it
   * @param until when the bank lets go of it
   */
  record Authorised(String providerId, long amountMinor, String currency, Instant until)
      implements Outcome {}

  /**
   * The payer has something to do first.
   *
   * @param redirect where
   */
  record ActionRequired(String providerId, String redirect) implements Outcome {}

  /** What was set aside was let go: nothing was taken, and nothing will be. */
  record Released(String providerId) implements Outcome {}

  /**
   * Given back.
   *
   * @param amountMinor in the currency's smallest unit, as the provider tells it
   */
  record GivenBack(String providerId, long amountMinor, String currency) implements Outcome {}

  /** The bank said no. */
  record Declined(String providerId, String code) implements Outcome {}

  /** It never reached the provider. */
  record NotSent(String why) implements Outcome {}

  /** It may or may not have been done: nobody has said. */
  record Unknown(String why) implements Outcome {}

  /** The provider has never heard of it. */
  record NeverSeen() implements Outcome {}

  /** An amount as providers tell it; empty if there is no such currency. */
  static Optional<Money> money(long minor, String currency) {
    try {
      return Optional.of(Money.ofMinor(CurrencyUnit.of(currency), minor));
    } catch (IllegalCurrencyException e) {
      return Optional.empty();
    }
  }
}
