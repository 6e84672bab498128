package playhouse.collector.replay;

import java.util.Optional;
import java.util.UUID;
import playhouse.collector.event.EventDecoder;
import playhouse.contracts.Wire;

/**
 * A reject made ready for the door.
 *
 * @param reject which reject it is
 * @param mediaType of the bytes, as the door takes it
 * @param bytes what is sent; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Letter(UUID reject, String mediaType, byte[] bytes) {

  private static final String ARRAY = "application/cloudevents-batch+json";

  /** Makes it ready; empty if the door takes nothing of that kind, or if it cannot be read. */
  static Optional<Letter> of(PastReject past, Fix fix) {
    return switch (past.contentType()) {
      case EventDecoder.CLOUD_EVENT ->
          Optional.of(
              new Letter(past.reject(), EventDecoder.CLOUD_EVENT, fix.apply(past.original())));
      case ARRAY -> Optional.of(new Letter(past.reject(), ARRAY, past.original()));
      case Wire.CONTENT_TYPE ->
          past.family()
              .flatMap(family -> AvroEvent.json(family, past.original()))
              .map(json -> new Letter(past.reject(), EventDecoder.CLOUD_EVENT, fix.apply(json)));
      default -> Optional.empty();
    };
  }

  /** Whether it may stand on a line among others. */
  boolean fitsLine() {
    boolean blank = true;
    for (byte b : bytes) {
      if (b == '\n') {
        return false;
      }
      blank &= b == ' ' || b == '\t' || b == '\r';
    }
    return !blank && mediaType.equals(EventDecoder.CLOUD_EVENT);
  }
}
