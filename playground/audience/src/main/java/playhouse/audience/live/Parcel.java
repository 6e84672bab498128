package playhouse.audience.live;

import java.util.Optional;
import playhouse.contracts.Family;

/**
 * An event on its way to the front door.
 *
 * @param line its bytes, without a line end
 * @param family which family it is of, where that much can be known
 * @param again true if it was sent before
 * @param refusal the code it must be refused with; empty if it must be taken
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Parcel(byte[] line, Optional<Family> family, boolean again, String refusal) {

  /** The same once more. */
  Parcel repeated() {
    return new Parcel(line, family, true, refusal);
  }
}
