package playhouse.serving.billing.subscriptions;

import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;

/** Who takes the money for invoices; told in the transaction that makes them. */
public interface Charges {
  /** Something is owed from now on. */
  void owed(Handle tx, Subscription subscription, Invoice invoice);

  /**
   * Nothing is to be taken for a subscription any more.
   *
   * @return false if money may be on its way: it is let go of if it can be, and it must be asked
   *     again
   */
  boolean stop(Handle tx, UUID subscription);

  /**
   * Money that was taken for an invoice is to be given back, in whole or part.
   *
   * @param amount tax included
   * @param reason a stable code
   * @return id of the refund
   * @throws playhouse.serving.platform.Refusal 409 if less was taken than is to be given back
   */
  UUID giveBack(Handle tx, String invoice, Money amount, Money tax, String reason);
}
