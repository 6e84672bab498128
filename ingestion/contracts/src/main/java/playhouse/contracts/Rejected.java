package playhouse.contracts;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import playhouse.contracts.facts.Reject;

/**
 * Something refused, as a value, with all that is needed to try again.
 *
 * @param reason stable code
 * @param detail what was wrong, in words
 * @param stage who refused
 * @param family family it was meant for, where that much is known
 * @param source source it came from, where that much is known
 * @param contentType media type of the original bytes
 * @param original the original bytes; not copied, not to be changed
 */
public record Rejected(
    Reason reason,
    String detail,
    Stage stage,
    Optional<Family> family,
    Optional<String> source,
    String contentType,
    ByteBuffer original) {

  /** Why something is refused. */
  public enum Reason {
    MALFORMED_JSON,
    INVALID_UTF8,
    MALFORMED_LINE,
    UNKNOWN_TYPE,
    SCHEMA_VIOLATION,
    OCCURRED_OUT_OF_RANGE,
    SEMANTIC_VIOLATION,
    UNAUTHORIZED_SOURCE,
    TOO_LARGE,
    UNKNOWN_FINGERPRINT,
    UNDECODABLE;

    /** The stable code: lower case, with underscores. */
    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Who refuses. */
  public enum Stage {
    COLLECTOR,
    IMPORTER,
    LAKE_WRITER;

    /** The stable code: lower case, with a hyphen. */
    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /** The record for the rejects topic, of what is refused for the first time. */
  public Reject toRecord(Instant received) {
    return toRecord(received, Optional.empty());
  }

  /**
   * The record for the rejects topic.
   *
   * @param replayOf the reject that was sent once more, if it was
   */
  public Reject toRecord(Instant received, Optional<UUID> replayOf) {
    return Reject.newBuilder()
        .setReason(reason.code())
        .setDetail(detail)
        .setStage(stage.code())
        .setFamily(family.map(Family::topic).orElse(null))
        .setSource(source.orElse(null))
        .setContentType(contentType)
        .setOriginal(original.duplicate())
        .setReceived(received)
        .setReplayOf(replayOf.orElse(null))
        .build();
  }
}
