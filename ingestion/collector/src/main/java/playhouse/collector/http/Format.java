package playhouse.collector.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import playhouse.collector.event.Slices;
import playhouse.collector.event.Slices.Slice;

/** The ways in which events may be packed into a body. */
enum Format {
  SINGLE("application/cloudevents+json"),
  ARRAY("application/cloudevents-batch+json"),
  LINES("application/x-ndjson");

  private final String mediaType;

  Format(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  static Format of(Optional<String> contentType) {
    String[] parts = contentType.orElse("").toLowerCase(Locale.ROOT).split(";", -1);
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].replace("\"", "").strip();
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        throw unsupported(parameter + ": send UTF-8");
      }
    }
    for (Format format : values()) {
      if (format.mediaType.equals(parts[0].strip())) {
        return format;
      }
    }
    throw unsupported(
        "Content-Type \"%s\": send %s, %s or %s"
            .formatted(parts[0].strip(), SINGLE.mediaType, ARRAY.mediaType, LINES.mediaType));
  }

  private static Problem unsupported(String detail) {
    return new Problem(Problem.Kind.UNSUPPORTED_MEDIA_TYPE, detail);
  }

  /** Where the events are; of more than the most, only as many as tell that there are more. */
  List<Slice> split(byte[] body, int most) throws Slices.Unsplittable {
    return switch (this) {
      case SINGLE -> Slices.single(body);
      case ARRAY -> Slices.array(body, most);
      case LINES -> Slices.lines(body, most);
    };
  }
}
