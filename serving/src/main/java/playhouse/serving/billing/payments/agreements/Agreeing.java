package playhouse.serving.billing.payments.agreements;

import java.util.Optional;
import java.util.UUID;

/**
 * A provider whose payers may agree to be charged without being there. It never throws for what a
 * provider does: then nobody has said anything.
 */
public interface Agreeing {
  /** How it stands. */
  enum State {
    /** The payer has not agreed. */
    OPEN,
    /** They may be charged. */
    HOLDS,
    /** They may not be charged any more. */
    ENDED
  }

  /**
   * How an agreement stands.
   *
   * @param contract the provider's name of it; empty while it is open
   */
  record Standing(State state, String contract) {}

  /** Where the payer agrees, in their app; empty if nobody says. May be asked again. */
  Optional<String> offer(UUID agreement, String label);

  /** How one stands, by our name of it; empty if nobody says. */
  Optional<Standing> standing(UUID agreement);

  /** Ends one; whether it is over. May be done again. */
  boolean end(String contract);

  /** What a payer's method is called while the agreement holds. */
  String token(String contract);

  /** What it is called without one: the payer pays each time. */
  String without();
}
