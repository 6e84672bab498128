package playhouse.collector.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A request's body: read within its limits and decompressed within the same limits. */
final class Body {

  private static final int STEP = 64 * 1024;

  private final byte[] bytes;
  private final boolean broken;

  private Body(byte[] bytes, boolean broken) {
    this.bytes = bytes;
    this.broken = broken;
  }

  /** What came, decompressed unless it is broken; not copied. */
  byte[] bytes() {
    return bytes;
  }

  /** Whether it could not be decompressed. */
  boolean broken() {
    return broken;
  }

  /** Reads the body; its bytes count as in flight from the moment they are read. */
  static Body read(HttpServletRequest request, Limits limits, InFlight.Place place) {
    boolean gzip = gzip(request);
    if (request.getContentLengthLong() > limits.bodyBytes()) {
      throw tooLarge(limits);
    }
    byte[] raw = raw(request, limits, place);
    if (!gzip) {
      return new Body(raw, false);
    }
    try (InputStream inflating = new GZIPInputStream(new ByteArrayInputStream(raw), STEP)) {
      return new Body(drain(inflating, limits, place), false);
    } catch (IOException e) {
      return new Body(raw, true);
    }
  }

  private static byte[] raw(HttpServletRequest request, Limits limits, InFlight.Place place) {
    try {
      return drain(request.getInputStream(), limits, place);
    } catch (IOException e) {
      throw new Problem(Problem.Kind.INCOMPLETE, "the connection broke: " + e.getMessage());
    }
  }

  private static boolean gzip(HttpServletRequest request) {
    String encoding =
        Optional.ofNullable(request.getHeader("Content-Encoding"))
            .orElse("identity")
            .strip()
            .toLowerCase(Locale.ROOT);
    return switch (encoding) {
      case "identity", "" -> false;
      case "gzip", "x-gzip" -> true;
      default ->
          throw new Problem(
              Problem.Kind.UNSUPPORTED_MEDIA_TYPE,
              "Content-Encoding " + encoding + ": send gzip or nothing");
    };
  }

  private static byte[] drain(InputStream from, Limits limits, InFlight.Place place)
      throws IOException {
    ByteArrayOutputStream taken = new ByteArrayOutputStream(STEP);
    byte[] step = new byte[STEP];
    long begun = System.nanoTime();
    for (int n = from.read(step); n >= 0; n = from.read(step)) {
      if (taken.size() + n > limits.bodyBytes()) {
        throw tooLarge(limits);
      }
      if (System.nanoTime() - begun > limits.slowestBody().toNanos()) {
        throw new Problem(
            Problem.Kind.TOO_SLOW, "not there after " + limits.slowestBody().toSeconds() + " s");
      }
      place.grow(n);
      taken.write(step, 0, n);
    }
    return taken.toByteArray();
  }

  private static Problem tooLarge(Limits limits) {
    return new Problem(
        Problem.Kind.TOO_LARGE,
        "more than " + limits.bodyBytes() + " bytes, counted after decompression");
  }
}
