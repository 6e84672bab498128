package playhouse.models.tagging.frames;

/**
 * A picture of a clip.
 *
 * @param atMillis of the media's time
 * @param rgb red, green and blue of each of its width × height points, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // passed through, never compared
public record Frame(long atMillis, int width, int height, byte[] rgb) {
  /** Checks that it has as many points as it says. */
  public Frame {
    if (rgb.length != width * height * 3) {
      throw new IllegalArgumentException("a frame of another size than it says");
    }
  }

  int channel(int point, int channel) {
    return rgb[point * 3 + channel] & 0xff;
  }

  /** How bright a point is (Rec. 709), 0 to 255. */
  int luma(int point) {
    return (2126 * channel(point, 0) + 7152 * channel(point, 1) + 722 * channel(point, 2)) / 10_000;
  }
}
