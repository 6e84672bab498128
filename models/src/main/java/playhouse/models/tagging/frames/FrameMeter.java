package playhouse.models.tagging.frames;

import java.util.Optional;

/** Measures pictures of a clip one after the other; holds the last of them only. */
public final class FrameMeter {
  /** Share of points in other colours than before at which a new shot begins. */
  private static final double CUT = 0.45;

  private static final int BINS = 64;

  private Optional<int[]> lumaBefore = Optional.empty();
  private Optional<int[]> coloursBefore = Optional.empty();

  /** Measures the next picture; all of a clip must be of one size. */
  public FrameMeasures measure(Frame frame) {
    int points = frame.width() * frame.height();
    int[] luma = new int[points];
    int[] colours = new int[BINS];
    long bright = 0;
    long grey = 0;
    for (int point = 0; point < points; point++) {
      int red = frame.channel(point, 0);
      int green = frame.channel(point, 1);
      int blue = frame.channel(point, 2);
      luma[point] = frame.luma(point);
      bright += luma[point];
      grey += Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue));
      colours[(red >> 6) * 16 + (green >> 6) * 4 + (blue >> 6)]++;
    }
    double change = lumaBefore.map(before -> distance(before, luma) / 255.0 / points).orElse(0.0);
    boolean cut =
        coloursBefore.map(before -> distance(before, colours) / 2.0 / points > CUT).orElse(false);
    lumaBefore = Optional.of(luma);
    coloursBefore = Optional.of(colours);
    return new FrameMeasures(
        frame.atMillis(),
        bright / 255.0 / points,
        grey / 255.0 / points,
        change,
        cut,
        Writing.isMuch(luma, frame.width(), frame.height()));
  }

  private static double distance(int[] one, int[] other) {
    long sum = 0;
    for (int at = 0; at < one.length; at++) {
      sum += Math.abs(one[at] - other[at]);
    }
    return sum;
  }
}
