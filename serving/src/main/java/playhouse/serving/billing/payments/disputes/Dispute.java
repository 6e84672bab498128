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
 * @param state open, accepted, returned, kept or taken_back
 */
public record Dispute(
    UUID id, UUID payment, Refund.Source source, String code, String state, Instant opened) {
  /** What is decided. */
  public enum Decision {
    /** It is taken for what was asked for. */
    ACCEPT,
    /** It goes back. */
    GIVE_BACK,
    /** It cannot go back that way: it is kept, and settled otherwise. */
    KEEP
  }

  /** How much came. */
  public Money amount() {
    return source.charged();
  }

  /** Whether nobody has decided yet. */
  boolean open() {
    return state.equals("open");
  }
}
