package playhouse.collector.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.OptionalLong;

/** Why a request as a whole is not answered as hoped, in the words of RFC 9457. */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Media type of a problem. */
  static final String CONTENT_TYPE = "application/problem+json";

  /** The kinds there are, with their stable codes. */
  enum Kind {
    MALFORMED_JSON(400, "The body is not JSON"),
    INVALID_UTF8(400, "The body is not UTF-8"),
    UNDECODABLE(400, "The body cannot be decompressed"),
    INCOMPLETE(400, "The body did not arrive whole"),
    UNAUTHORIZED(401, "The API key is missing or unknown"),
    UNAUTHORIZED_SOURCE(403, "The API key may not speak for this source"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "This cannot be done here"),
    TOO_SLOW(408, "The body came too slowly"),
    TOO_LARGE(413, "The body is too large"),
    TOO_MANY_EVENTS(413, "There are too many events in one request"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is of a kind we do not take"),
    REJECTED(422, "The event is not what its contract says"),
    RATE_LIMITED(429, "The key sends too fast"),
    OVERLOADED(503, "Too much is in work already"),
    UNAVAILABLE(503, "The event cannot be stored now");

    private final int status;
    private final String title;

    Kind(int status, String title) {
      this.status = status;
      this.title = title;
    }

    int status() {
      return status;
    }

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Kind kind;
  private final String detail;
  private final OptionalLong retryAfterSeconds;

  Problem(Kind kind, String detail) {
    this(kind, detail, OptionalLong.empty());
  }

  Problem(Kind kind, String detail, OptionalLong retryAfterSeconds) {
    super(detail, null, false, false);
    this.kind = kind;
    this.detail = detail;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** The same request may succeed after that long. */
  static Problem later(Kind kind, String detail, long retryAfterSeconds) {
    return new Problem(kind, detail, OptionalLong.of(retryAfterSeconds));
  }

  Kind kind() {
    return kind;
  }

  OptionalLong retryAfterSeconds() {
    return retryAfterSeconds;
  }

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "urn:playhouse:problem:" + kind.code())
        .put("title", kind.title)
        .put("status", kind.status)
        .put("code", kind.code())
        .put("detail", detail);
  }
}
