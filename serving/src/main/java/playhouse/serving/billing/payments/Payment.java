package playhouse.serving.billing.payments;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;

/**
 * The taking of money for one invoice.
 *
 * @param token what the provider knows the payer's method by
 * @param attempt from 1; a bank that said no is asked again with the next
 * @param inquiries how often it was asked what became of this attempt
 * @param nextAt when something is to be done about it
 * @param code why the last attempt failed; empty if none did
 */
public record Payment(
    UUID id,
    String invoice,
    UUID subscription,
    UUID person,
    Money amount,
    String channel,
    String token,
    State state,
    int attempt,
    int inquiries,
    Instant nextAt,
    Optional<String> providerId,
    Optional<String> code,
    Instant created) {

  /** Where it is. */
  public enum State {
    /** To be sent. */
    DUE,
    /** Somebody is sending it, or died while they were. */
    SENDING,
    /** Sent, and nobody has said what became of it. */
    UNKNOWN,
    /** The money is ours. */
    CAPTURED,
    /** The bank said no for the last time. */
    FAILED,
    /** Nothing is owed any more. */
    STOPPED,
    /** The provider took something else than was asked for: a case for people. */
    DISPUTED;

    /** As it stands in the database and in answers. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the provider knows this attempt by; sent twice, it is done once. */
  public String reference() {
    return id + "-" + attempt;
  }

  /** Whether money may be on its way. */
  public boolean inFlight() {
    return state == State.SENDING || state == State.UNKNOWN;
  }

  /** Whether nothing will become of it any more by itself. */
  public boolean settled() {
    return state != State.DUE && !inFlight();
  }
}
