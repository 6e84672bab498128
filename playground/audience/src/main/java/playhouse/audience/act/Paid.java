package playhouse.audience.act;

import java.util.Optional;

/**
 * Money was taken.
 *
 * @param id id of the payment
 * @param person who paid
 * @param at when, epoch milliseconds
 * @param purpose what for
 * @param method card, wallet, bank or mobile
 * @param amountMicros how much, tax included
 * @param taxMicros the tax in it
 * @param currency in what
 * @param termFrom first moment paid for, epoch milliseconds; {@link Act#NEVER} unless a term is
 * @param termUntil first moment that is not paid for, epoch milliseconds; {@link Act#NEVER} unless
 *     a term is
 * @param termDays whole days paid for, at least one; 0 unless a term is
 * @param subscription id of the subscription; empty unless it pays for one
 * @param title place in the catalogue, or -1
 */
public record Paid(
    String id,
    int person,
    long at,
    Purpose purpose,
    String method,
    long amountMicros,
    long taxMicros,
    String currency,
    long termFrom,
    long termUntil,
    int termDays,
    String subscription,
    int title)
    implements Act {

  /** What money is taken for. */
  public enum Purpose {
    SUBSCRIPTION,
    TRANSACTION,
    OTHER
  }

  /** What stays after tax. */
  public long netMicros() {
    return amountMicros - taxMicros;
  }

  @Override
  public Optional<Paid> until(long cutMillis) {
    return at < cutMillis ? Optional.of(this) : Optional.empty();
  }

  @Override
  public void tell(Witness witness) {
    witness.paid(this);
  }
}
