package playhouse.collector.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import playhouse.contracts.Family;

/**
 * Something that was refused, as the lake holds it.
 *
 * @param reject its identity: the dedup_key of its first refusal
 * @param reason why it was refused last
 * @param family family it was meant for, where that much is known
 * @param contentType media type of the original bytes
 * @param original the original bytes; not to be changed
 * @param known whether an event of the same source and id is in the lake already
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record PastReject(
    UUID reject,
    String reason,
    Optional<Family> family,
    String contentType,
    byte[] original,
    boolean known) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads a line of what the batch wrote down.
   *
   * @throws IOException if the line is none of its
   */
  public static PastReject ofLine(String line) throws IOException {
    JsonNode node = JSON.readTree(line);
    try {
      return new PastReject(
          UUID.fromString(node.required("reject").asText()),
          node.required("reason").asText(),
          family(node.path("family").asText("")),
          node.required("content_type").asText(),
          node.required("original").binaryValue(),
          node.path("known").asBoolean());
    } catch (IllegalArgumentException e) {
      throw new IOException("not a reject: " + e.getMessage(), e);
    }
  }

  private static Optional<Family> family(String topic) {
    for (Family family : Family.values()) {
      if (family.topic().equals(topic)) {
        return Optional.of(family);
      }
    }
    return Optional.empty();
  }
}
