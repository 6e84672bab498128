package playhouse.serving.platform.http;

import java.util.Optional;
import playhouse.serving.platform.Json;

/**
 * What a route answers.
 *
 * @param location of what was made; empty if nothing was
 * @param body JSON, or a bare word; empty where there is nothing to say
 */
public record Answer(int status, Optional<String> location, String body) {

  /** 200: this. */
  public static Answer ok(Object value) {
    return new Answer(200, Optional.empty(), Json.text(value));
  }

  /** 200: this word, which is no JSON. */
  public static Answer text(String word) {
    return new Answer(200, Optional.empty(), word);
  }

  /** 201: made, and to be found at {@code location}. */
  public static Answer created(String location, Object value) {
    return new Answer(201, Optional.of(location), Json.text(value));
  }

  /** 204: done. */
  public static Answer done() {
    return new Answer(204, Optional.empty(), "");
  }
}
