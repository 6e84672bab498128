package playhouse.serving.billing.documents;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;

/**
 * What need not have been paid of an invoice.
 *
 * @param number that it bears in its country and year, without gaps
 * @param amount given back the way it was paid, tax included
 * @param tax contained in the amount
 * @param balance given back to the person's balance, tax included; not part of the amount
 * @param balanceTax contained in that
 * @param refund of the amount; empty if it is zero
 * @param byWhom who said so
 */
public record CreditNote(
    UUID id,
    String number,
    String invoice,
    String reason,
    Money amount,
    Money tax,
    Money balance,
    Money balanceTax,
    Optional<UUID> refund,
    String byWhom,
    Instant created) {

  /** Everything that is given back, tax included. */
  public Money total() {
    return amount.plus(balance);
  }

  /** Contained in the total. */
  public Money totalTax() {
    return tax.plus(balanceTax);
  }
}
