package playhouse.models.tagging.frames;

/**
 * Whether much is written in a picture: many small blocks in which dark and light change again and
 * again along a line, on a ground that is mostly of one brightness. What is written is not read.
 */
final class Writing {
  private static final int BLOCK = 8;

  /** How far two points side by side must be apart to be ink and ground. */
  private static final int STROKE = 40;

  /** Changes in a block of 8 lines; a letter's stem makes two in each. */
  private static final int FEWEST_CHANGES = 10;

  private static final double FEWEST_BLOCKS = 0.08;

  /** Share of points that are about as bright as the ground; noise and leaves have none. */
  private static final double GROUND = 0.45;

  private static final int SHADES = 8;

  private Writing() {}

  static boolean isMuch(int[] luma, int width, int height) {
    int blocks = 0;
    int written = 0;
    for (int top = 0; top + BLOCK <= height; top += BLOCK) {
      for (int left = 0; left + BLOCK < width; left += BLOCK) {
        blocks++;
        written += changes(luma, width, top, left) >= FEWEST_CHANGES ? 1 : 0;
      }
    }
    return written >= Math.max(1, blocks * FEWEST_BLOCKS) && ground(luma) >= GROUND;
  }

  /** How often ink begins or ends along the lines of a block. */
  private static int changes(int[] luma, int width, int top, int left) {
    int changes = 0;
    for (int row = top; row < top + BLOCK; row++) {
      int last = 0;
      for (int at = row * width + left; at < row * width + left + BLOCK; at++) {
        int step = luma[at + 1] - luma[at];
        int sign = step > STROKE ? 1 : step < -STROKE ? -1 : 0;
        if (sign != 0 && sign != last) {
          changes++;
          last = sign;
        }
      }
    }
    return changes;
  }

  private static double ground(int[] luma) {
    int[] shades = new int[SHADES];
    for (int value : luma) {
      shades[value * SHADES / 256]++;
    }
    int most = 0;
    for (int shade : shades) {
      most = Math.max(most, shade);
    }
    return (double) most / luma.length;
  }
}
