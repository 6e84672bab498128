package playhouse.models.sequence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The network's forward pass over one history in plain loops. Matrices lie transposed, so that the
 * inner loops add multiples of rows, which the compiler turns into vector instructions.
 */
final class Attention {
  private static final double EPSILON = 1e-5;

  private final Dimensions is;
  private final List<Slot> slots;
  private final float[] flat;
  private final List<float[]> turned = new ArrayList<>();

  Attention(Dimensions is, float[] flat) {
    this.is = is;
    this.flat = flat;
    this.slots = Slot.of(is);
    for (int at = 0; at < slots.size(); at++) {
      boolean matrix = at != 1 && slots.get(at).rows() > 1;
      turned.add(matrix ? turn(slots.get(at)) : new float[0]);
    }
  }

  float[] scores(int[] history) {
    int steps = history.length;
    int width = is.width();
    float[] x = embedded(history);
    for (int block = 0; block < is.blocks(); block++) {
      int at = Slot.BEFORE + block * Slot.BLOCK;
      // Of the last block only the last step is asked for.
      int first = block == is.blocks() - 1 ? steps - 1 : 0;
      attend(x, at, steps, first);
      feed(x, at + 10, first, steps);
    }
    float[] last = new float[width];
    norm(x, (steps - 1) * width, Slot.BEFORE + is.blocks() * Slot.BLOCK, last);
    float[] scores = new float[is.items()];
    multiply(last, 0, width, turned.get(0), scores);
    return scores;
  }

  private float[] embedded(int[] history) {
    int width = is.width();
    float scale = (float) Math.sqrt(width);
    int places = slots.get(1).offset();
    float[] x = new float[history.length * width];
    for (int step = 0; step < history.length; step++) {
      for (int k = 0; k < width; k++) {
        x[step * width + k] =
            flat[history[step] * width + k] * scale + flat[places + step * width + k];
      }
    }
    return x;
  }

  /** Adds to the steps from the first on what they hear of all before. */
  private void attend(float[] x, int at, int steps, int first) {
    int width = is.width();
    float[] keys = new float[steps * width];
    float[] values = new float[steps * width];
    float[] queries = new float[steps * width];
    float[] input = new float[width];
    float[] output = new float[width];
    for (int step = 0; step < steps; step++) {
      norm(x, step * width, at, input);
      layer(input, at + 4, output);
      System.arraycopy(output, 0, keys, step * width, width);
      layer(input, at + 6, output);
      System.arraycopy(output, 0, values, step * width, width);
      if (step >= first) {
        layer(input, at + 2, output);
        System.arraycopy(output, 0, queries, step * width, width);
      }
    }
    float[] turnedKeys = turn(keys, steps, width);
    float[] shares = new float[steps];
    for (int step = first; step < steps; step++) {
      Arrays.fill(input, 0);
      for (int head = 0; head < is.heads(); head++) {
        hear(queries, turnedKeys, values, step, steps, head, shares, input);
      }
      layer(input, at + 8, output);
      add(output, x, step * width);
    }
  }

  private void hear(
      float[] queries,
      float[] turnedKeys,
      float[] values,
      int step,
      int steps,
      int head,
      float[] shares,
      float[] heard) {
    int width = is.width();
    int each = width / is.heads();
    float scale = (float) (1 / Math.sqrt(each));
    Arrays.fill(shares, 0, step + 1, 0);
    for (int k = head * each; k < (head + 1) * each; k++) {
      axpy(queries[step * width + k] * scale, turnedKeys, k * steps, shares, 0, step + 1);
    }
    softmax(shares, step + 1);
    for (int other = 0; other <= step; other++) {
      axpy(shares[other], values, other * width + head * each, heard, head * each, each);
    }
  }

  private void feed(float[] x, int at, int first, int steps) {
    int width = is.width();
    float[] input = new float[width];
    float[] hidden = new float[is.hidden()];
    float[] output = new float[width];
    for (int step = first; step < steps; step++) {
      norm(x, step * width, at, input);
      layer(input, at + 2, hidden);
      for (int k = 0; k < hidden.length; k++) {
        hidden[k] = Math.max(0, hidden[k]);
      }
      layer(hidden, at + 4, output);
      add(output, x, step * width);
    }
  }

  private void layer(float[] input, int at, float[] output) {
    System.arraycopy(flat, slots.get(at + 1).offset(), output, 0, output.length);
    multiply(input, 0, input.length, turned.get(at), output);
  }

  private void norm(float[] x, int from, int at, float[] output) {
    int width = is.width();
    double mean = 0;
    for (int k = 0; k < width; k++) {
      mean += x[from + k];
    }
    mean /= width;
    double spread = 0;
    for (int k = 0; k < width; k++) {
      spread += (x[from + k] - mean) * (x[from + k] - mean);
    }
    float scale = (float) (1 / Math.sqrt(spread / width + EPSILON));
    int gain = slots.get(at).offset();
    int shift = slots.get(at + 1).offset();
    for (int k = 0; k < width; k++) {
      output[k] = (x[from + k] - (float) mean) * scale * flat[gain + k] + flat[shift + k];
    }
  }

  private static void softmax(float[] shares, int count) {
    float most = Float.NEGATIVE_INFINITY;
    for (int at = 0; at < count; at++) {
      most = Math.max(most, shares[at]);
    }
    float sum = 0;
    for (int at = 0; at < count; at++) {
      shares[at] = (float) Math.exp(shares[at] - most);
      sum += shares[at];
    }
    for (int at = 0; at < count; at++) {
      shares[at] /= sum;
    }
  }

  private static void multiply(float[] input, int from, int count, float[] matrix, float[] output) {
    for (int k = 0; k < count; k++) {
      axpy(input[from + k], matrix, k * output.length, output, 0, output.length);
    }
  }

  private static void axpy(float factor, float[] from, int start, float[] to, int at, int count) {
    for (int k = 0; k < count; k++) {
      to[at + k] += factor * from[start + k];
    }
  }

  private static void add(float[] from, float[] to, int at) {
    axpy(1, from, 0, to, at, from.length);
  }

  private float[] turn(Slot slot) {
    float[] part = Arrays.copyOfRange(flat, slot.offset(), slot.end());
    return turn(part, slot.rows(), slot.columns());
  }

  private static float[] turn(float[] matrix, int rows, int columns) {
    float[] turned = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        turned[column * rows + row] = matrix[row * columns + column];
      }
    }
    return turned;
  }
}
