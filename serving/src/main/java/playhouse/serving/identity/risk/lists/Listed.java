package playhouse.serving.identity.risk.lists;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody or something that is let in or kept out.
 *
 * @param verdict allow or deny
 * @param kind domain, address, net or device
 * @param value of domains and networks; addresses and devices are kept as hashes only
 * @param until when it is over; empty if it holds until it is taken off
 */
public record Listed(
    UUID id,
    String verdict,
    String kind,
    Optional<String> value,
    String reason,
    String author,
    Optional<Instant> until,
    Instant created) {

  /** Whether it is let in. */
  public boolean allowed() {
    return verdict.equals("allow");
  }
}
