package playhouse.serving.platform.messages;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A message that somebody has taken to send it.
 *
 * @param attempt how often it was taken, this time included
 * @param unknowns how often it was handed over and nobody said what became of it
 * @param charged how often its cost was put down
 * @param parts what the SMS centre knows the parts by that it has already
 */
record Due(
    UUID id,
    Message message,
    int attempt,
    int unknowns,
    int charged,
    long costMicros,
    List<String> parts,
    Instant created) {

  /** Nobody knows whether it came, and once more would be once too often. */
  boolean givenUp() {
    return unknowns > 1;
  }
}
