package playhouse.serving.billing.fraud;

import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Who holds payments that people look at, and lets them go on or fail. */
public interface Release {
  /** Nobody: what was decided is answered when the same payment is asked about again. */
  Release NONE = (tx, payment, genuine) -> {};

  /** People have looked: the payment is asked for, or it fails. */
  void decided(Handle tx, UUID payment, boolean genuine);
}
