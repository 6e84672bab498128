package playhouse.audience.act;

import java.util.Optional;

/**
 * Money went back.
 *
 * @param id id of the refund
 * @param person to whom
 * @param at when, epoch milliseconds
 * @param payment id of the payment taken back, in whole or part
 * @param byBank true if the bank took it (a chargeback)
 * @param reason why
 * @param amountMicros how much, tax included
 * @param taxMicros the tax in it
 * @param currency in what
 */
public record Returned(
    String id,
    int person,
    long at,
    String payment,
    boolean byBank,
    String reason,
    long amountMicros,
    long taxMicros,
    String currency)
    implements Act {

  /** What is lost after tax. */
  public long netMicros() {
    return amountMicros - taxMicros;
  }

  @Override
  public Optional<Returned> until(long cutMillis) {
    return at < cutMillis ? Optional.of(this) : Optional.empty();
  }

  @Override
  public void tell(Witness witness) {
    witness.returned(this);
  }
}
