package playhouse.serving.billing.subscriptions;

import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Who takes the money for invoices; told in the transaction that makes them. */
public interface Charges {
  /** Something is owed from now on. */
  void owed(Handle tx, Subscription subscription, Invoice invoice);

  /**
   * Nothing is to be taken for a subscription any more.
   *
   * @return false if money may be on its way: then nothing has changed, and it must be asked again
   */
  boolean stop(Handle tx, UUID subscription);
}
