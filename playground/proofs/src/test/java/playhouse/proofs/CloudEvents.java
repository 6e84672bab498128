package playhouse.proofs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Events as a producer would write them. */
final class CloudEvents {

  static final String ONE = "application/cloudevents+json";
  static final String LINES = "application/x-ndjson";

  private CloudEvents() {}

  /** A rating of five stars. */
  static String rating(String source, String id, UUID person, String title, Instant occurred) {
    return """
        {"specversion":"1.0","id":"%s","source":"%s","type":"rating","time":"%s","person":"%s",\
        "data":{"title":"%s","score":5,"scale":"stars5"}}"""
        .formatted(id, source, occurred, person, title);
  }

  static byte[] lines(List<String> events) {
    return String.join("\n", events).getBytes(StandardCharsets.UTF_8);
  }
}
