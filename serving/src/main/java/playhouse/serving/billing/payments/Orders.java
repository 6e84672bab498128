package playhouse.serving.billing.payments;

import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Who sells what is no subscription, and is told what becomes of its payments. */
public interface Orders {
  /** Nothing is sold but subscriptions. */
  Orders NONE =
      new Orders() {
        @Override
        public boolean lock(Handle tx, UUID purchase) {
          return false;
        }

        @Override
        public Sold paid(Handle tx, UUID purchase) {
          throw new IllegalStateException("nothing is sold");
        }

        @Override
        public void failed(Handle tx, UUID purchase) {}

        @Override
        public void revoked(Handle tx, UUID purchase) {}
      };

  /**
   * What was sold.
   *
   * @param from when it begins to be earned
   * @param until when all of it is earned
   */
  record Sold(String title, Instant from, Instant until) {}

  /** Locks a purchase until the transaction ends; whether its money is still waited for. */
  boolean lock(Handle tx, UUID purchase);

  /** It is paid. */
  Sold paid(Handle tx, UUID purchase);

  /** It will not be paid. */
  void failed(Handle tx, UUID purchase);

  /** What was paid for it went back. */
  void revoked(Handle tx, UUID purchase);
}
