package playhouse.serving.billing.reminders;

import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Who brings reminders to people, told in the transaction in which they are due: whoever sends must
 * note it there and send it later.
 */
public interface Notices {
  /** Nobody: the fact that tells of it is all there is. */
  Notices FACTS_ONLY = (tx, notice) -> {};

  /**
   * What somebody is to be told.
   *
   * @param kind trial-ending, renewal, payment-due, resuming or ended
   * @param about the moment at which it happens, or happened
   * @param occasion tells it from all others: the same is never told twice
   */
  record Notice(
      UUID person, UUID subscription, String plan, String kind, Instant about, String occasion) {}

  /** Takes one on. */
  void tell(Handle tx, Notice notice);
}
