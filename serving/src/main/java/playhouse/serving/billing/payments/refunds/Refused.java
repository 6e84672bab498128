package playhouse.serving.billing.payments.refunds;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Who has a payer be given otherwise what cannot go back the way it was paid. */
@FunctionalInterface
public interface Refused {
  /** Nobody: what was to go back is ours again. */
  Refused NOBODY = (tx, refund, now) -> false;

  /** Gives it otherwise, once; false if that is not for them to do. */
  boolean credited(Handle tx, Refund refund, Instant now);
}
