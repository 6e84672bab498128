package playhouse.collector.event;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the events of a body begin and end, found without reading them: an event that is broken
 * inside its brackets spoils only itself.
 */
public final class Slices {

  /** The bytes from {@code from} to before {@code to}. */
  public record Slice(int from, int to) {}

  /** A body that cannot be told apart into events. */
  public static final class Unsplittable extends Exception {
    private static final long serialVersionUID = 1;

    Unsplittable(String message) {
      super(message, null, false, false);
    }
  }

  private final byte[] bytes;
  private final int most;
  private int at;

  private Slices(byte[] bytes, int most) {
    this.bytes = bytes;
    this.most = most;
  }

  /** The whole body as one event, without the white space around it. */
  public static List<Slice> single(byte[] bytes) {
    int from = 0;
    int to = bytes.length;
    while (from < to && white(bytes[from])) {
      from++;
    }
    while (to > from && white(bytes[to - 1])) {
      to--;
    }
    return List.of(new Slice(from, to));
  }

  /** The lines of NDJSON; blank ones do not count. Looks no further than one beyond the most. */
  public static List<Slice> lines(byte[] bytes, int most) {
    List<Slice> slices = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= bytes.length && slices.size() <= most; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        int start = from;
        int end = i;
        while (start < end && white(bytes[start])) {
          start++;
        }
        while (end > start && white(bytes[end - 1])) {
          end--;
        }
        if (start < end) {
          slices.add(new Slice(start, end));
        }
        from = i + 1;
      }
    }
    return slices;
  }

  /**
   * The elements of a JSON array. Looks no further than one beyond the most.
   *
   * @throws Unsplittable if the body is not an array whose brackets and quotes close
   */
  public static List<Slice> array(byte[] bytes, int most) throws Unsplittable {
    return new Slices(bytes, most).elements();
  }

  private List<Slice> elements() throws Unsplittable {
    List<Slice> slices = new ArrayList<>();
    expect('[');
    skipWhite();
    if (peek() == ']') {
      at++;
    } else {
      do {
        slices.add(element());
        if (slices.size() > most) {
          return slices;
        }
        skipWhite();
      } while (comma());
    }
    skipWhite();
    if (at != bytes.length) {
      throw new Unsplittable("byte " + at + ": something follows the end of the array");
    }
    return slices;
  }

  private boolean comma() throws Unsplittable {
    int next = peek();
    if (next != ',' && next != ']') {
      throw new Unsplittable("byte " + at + ": expected , or ] between events");
    }
    at++;
    return next == ',';
  }

  private Slice element() throws Unsplittable {
    skipWhite();
    int from = at;
    int depth = 0;
    while (at < bytes.length) {
      byte b = bytes[at];
      if (b == '"') {
        string();
        continue;
      }
      if (b == '{' || b == '[') {
        depth++;
      } else if (depth == 0 && (b == ',' || b == ']' || white(b))) {
        break;
      } else if (b == '}' || b == ']') {
        depth--;
        if (depth == 0) {
          at++;
          break;
        }
      }
      at++;
    }
    if (depth != 0 || at == from) {
      throw new Unsplittable("byte " + at + ": expected an event");
    }
    return new Slice(from, at);
  }

  private void string() throws Unsplittable {
    int opened = at++;
    while (at < bytes.length) {
      byte b = bytes[at++];
      if (b == '\\') {
        at++;
      } else if (b == '"') {
        return;
      }
    }
    throw new Unsplittable("byte " + opened + ": a string is not closed");
  }

  private void expect(char wanted) throws Unsplittable {
    skipWhite();
    if (peek() != wanted) {
      throw new Unsplittable("byte " + at + ": expected " + wanted);
    }
    at++;
  }

  private int peek() {
    return at < bytes.length ? bytes[at] : -1;
  }

  private void skipWhite() {
    while (at < bytes.length && white(bytes[at])) {
      at++;
    }
  }

  private static boolean white(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
