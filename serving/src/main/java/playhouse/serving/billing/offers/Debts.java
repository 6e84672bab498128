package playhouse.serving.billing.offers;

import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Who knows what people owe. */
public interface Debts {
  /**
   * Lets a person's balance grow, and meets what they owe from it as far as that goes.
   *
   * @param grows has it grow; with everything that they owe locked
   */
  void settle(Handle tx, UUID person, Runnable grows);
}
