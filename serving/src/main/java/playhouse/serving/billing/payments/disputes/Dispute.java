package playhouse.serving.billing.payments.disputes;

import java.time.Instant;
import java.util.UUID;
import org.joda.money.Money;
import playhouse.serving.billing.payments.refunds.Refund;

/**
 * Money that came otherwise than it was asked for: with us, and not ours until people have decided.
 *
 * @param source how the provider knows it, and how much it is
 * @param code what is odd: amount_differs, captured_late or captured_twice
 * @param state open, accepted or returned
 */
public record Dispute(
    UUID id, UUID payment, Refund.Source source, String code, String state, Instant opened) {
  /** How much came. */
  public Money amount() {
    return source.charged();
  }

  /** Whether nobody has decided yet. */
  boolean open() {
    return state.equals("open");
  }
}
