package playhouse.serving.billing.documents;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import playhouse.serving.billing.offers.Balances;
import playhouse.serving.billing.payments.refunds.Refund;
import playhouse.serving.billing.payments.refunds.Refused;

/**
 * Puts on the person's balance what a credit note gives back and a provider refuses for good, and
 * has them be told.
 */
public final class Unreturned implements Refused {
  private final Notice notice;

  /** Who tells people. */
  @FunctionalInterface
  public interface Notice {
    /** What a credit note gives back is on the person's balance; told if the transaction holds. */
    void tell(Handle tx, Refund refund, CreditNote note);
  }

  /** Told so. */
  public Unreturned(Notice notice) {
    this.notice = notice;
  }

  @Override
  public boolean credited(Handle tx, Refund refund, Instant now) {
    Optional<CreditNote> note = CreditNoteStore.ofRefund(tx, refund.id());
    note.ifPresent(
        of -> {
          Balances.instead(tx, refund.person(), refund.amount(), "refund/" + refund.id(), now);
          notice.tell(tx, refund, of);
        });
    return note.isPresent();
  }
}
