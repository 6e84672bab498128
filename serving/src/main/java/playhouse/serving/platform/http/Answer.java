package playhouse.serving.platform.http;

import java.util.Optional;
import playhouse.serving.platform.Json;

/**
 * What a route answers.
 *
 * @param location of what was made; empty if nothing was
 * @param body JSON; empty where there is nothing to say
 * @param paper to be shown or printed instead; empty if there is none
 */
public record Answer(int status, Optional<String> location, String body, Optional<Paper> paper) {

  /** A document that is not JSON. */
  public static final class Paper {
    private final String type;
    private final byte[] bytes;

    /** Of that media type. */
    public Paper(String type, byte[] bytes) {
      this.type = type;
      this.bytes = bytes.clone();
    }

    String type() {
      return type;
    }

    byte[] bytes() {
      return bytes.clone();
    }
  }

  /** JSON, or nothing. */
  public Answer(int status, Optional<String> location, String body) {
    this(status, location, body, Optional.empty());
  }

  /** 200: this document. */
  public static Answer paper(Paper paper) {
    return new Answer(200, Optional.empty(), "", Optional.of(paper));
  }

  /** 200: this. */
  public static Answer ok(Object value) {
    return new Answer(200, Optional.empty(), Json.text(value));
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
