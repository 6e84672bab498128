package playhouse.serving.billing.payments.disputes;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;

/**
 * Money that the payer's bank has taken back.
 *
 * @param providerId the provider's name of it
 * @param reason code of the network
 * @param amount tax included
 * @param fee what the bank wants besides
 * @param evidence what we say to it; empty if nothing was said
 * @param ended whether what was paid for has ended
 * @param dispute what came wrong, was not decided on and is taken back; empty if it was ours
 */
public record Chargeback(
    UUID id,
    String route,
    String providerId,
    UUID payment,
    UUID person,
    String reason,
    Money amount,
    Money tax,
    Money fee,
    State state,
    Optional<String> evidence,
    boolean ended,
    Instant nextAt,
    Instant received,
    Optional<UUID> dispute) {

  /** Where it is. */
  public enum State {
    /** The money is gone, and we have said nothing. */
    RECEIVED,
    /** What we say is to be sent. */
    CONTESTING,
    /** The bank has what we say. */
    CONTESTED,
    /** The money is ours after all. */
    WON,
    /** The money stays with the payer. */
    LOST;

    /** As it stands in the database and in answers. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether the bank has decided. */
  boolean decided() {
    return state == State.WON || state == State.LOST;
  }
}
