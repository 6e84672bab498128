package playhouse.collector.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** What is put right in every event before it is sent again; nothing, where the door was wrong. */
record Fix(List<Change> changes) {

  /** Strict, so that what the door would refuse is not made good in passing. */
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** The event as it is to be sent; what is no JSON object stays as it is, byte for byte. */
  byte[] apply(byte[] original) {
    if (changes.isEmpty()) {
      return original;
    }
    try {
      if (JSON.readTree(original) instanceof ObjectNode event) {
        changes.forEach(change -> change.apply(event));
        return JSON.writeValueAsBytes(event);
      }
      return original;
    } catch (IOException e) {
      return original;
    }
  }
}
