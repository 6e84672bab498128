package playhouse.models.sequence;

import java.util.Arrays;
import java.util.List;

/**
 * The network's forward pass over one history in plain loops. Each of the width's numbers is a row
 * over all steps, an array of its own: inner loops that index all arrays alike are those that the
 * compiler turns into vector instructions. Of the last block only the last step is computed.
 */
final class Attention {
  private static final double EPSILON = 1e-5;

  private final Dimensions is;
  private final List<Slot> slots;
  private final float[] flat;

  /** The items' numbers: a row over all items for each of the width's. */
  private final float[][] items;

  Attention(Dimensions is, float[] flat) {
    this.is = is;
    this.flat = flat;
    this.slots = Slot.of(is);
    this.items = new float[is.width()][is.items()];
    for (int item = 0; item < is.items(); item++) {
      for (int k = 0; k < is.width(); k++) {
        items[k][item] = flat[item * is.width() + k];
      }
    }
  }

  float[] scores(int[] history) {
    float[][] x = embedded(history);
    for (int block = 0; block < is.blocks(); block++) {
      int at = Slot.BEFORE + block * Slot.BLOCK;
      x = attended(x, at, block == is.blocks() - 1);
      float[][] hidden = layer(norm(x, at + 10), at + 12);
      for (float[] row : hidden) {
        for (int step = 0; step < row.length; step++) {
          row[step] = Math.max(0, row[step]);
        }
      }
      add(layer(hidden, at + 14), x);
    }
    float[][] last = norm(x, Slot.BEFORE + is.blocks() * Slot.BLOCK);
    float[] factors = new float[is.width()];
    for (int k = 0; k < factors.length; k++) {
      factors[k] = last[k][0];
    }
    float[] scores = new float[is.items()];
    sum(factors, items, 0, scores);
    return scores;
  }

  private float[][] embedded(int[] history) {
    float scale = (float) Math.sqrt(is.width());
    int places = slots.get(1).offset();
    float[][] x = new float[is.width()][history.length];
    for (int step = 0; step < history.length; step++) {
      for (int k = 0; k < is.width(); k++) {
        float item = flat[history[step] * is.width() + k];
        x[k][step] = item * scale + flat[places + step * is.width() + k];
      }
    }
    return x;
  }

  /** Each step, or the last one alone, and what it hears of those before. */
  private float[][] attended(float[][] x, int at, boolean onlyLast) {
    float[][] input = norm(x, at);
    float[][] keys = layer(input, at + 4);
    float[][] values = layer(input, at + 6);
    float[][] attended = onlyLast ? last(x) : x;
    float[][] queries = layer(onlyLast ? last(input) : input, at + 2);
    float[][] heard = new float[is.width()][queries[0].length];
    int each = is.width() / is.heads();
    for (int from = 0; from < is.width(); from += each) {
      float[][] shares = shares(queries, keys, from, each);
      for (int k = from; k < from + each; k++) {
        sum(values[k], shares, 0, heard[k]);
      }
    }
    add(layer(heard, at + 8), attended);
    return attended;
  }

  /** How much of each step is heard: a row for it, over all steps that hear. */
  private static float[][] shares(float[][] queries, float[][] keys, int from, int each) {
    int steps = keys[0].length;
    float scale = (float) (1 / Math.sqrt(each));
    float[][] shares = new float[steps][queries[0].length];
    float[] factors = new float[each];
    for (int step = 0; step < steps; step++) {
      for (int k = 0; k < each; k++) {
        factors[k] = keys[from + k][step] * scale;
      }
      sum(factors, queries, from, shares[step]);
    }
    softmax(shares);
    return shares;
  }

  /** Over what is heard; a step hears nothing later than itself. */
  private static void softmax(float[][] shares) {
    int asking = shares[0].length;
    int first = shares.length - asking;
    float[] most = new float[asking];
    float[] sum = new float[asking];
    Arrays.fill(most, Float.NEGATIVE_INFINITY);
    for (int step = 0; step < shares.length; step++) {
      for (int asked = Math.max(0, step - first); asked < asking; asked++) {
        most[asked] = Math.max(most[asked], shares[step][asked]);
      }
    }
    for (int step = 0; step < shares.length; step++) {
      int heardFrom = Math.max(0, step - first);
      Arrays.fill(shares[step], 0, heardFrom, 0);
      for (int asked = heardFrom; asked < asking; asked++) {
        shares[step][asked] = (float) Math.exp(shares[step][asked] - most[asked]);
        sum[asked] += shares[step][asked];
      }
    }
    for (float[] row : shares) {
      for (int asked = 0; asked < asking; asked++) {
        row[asked] /= sum[asked];
      }
    }
  }

  private float[][] layer(float[][] input, int at) {
    Slot slot = slots.get(at);
    int shift = slots.get(at + 1).offset();
    float[][] output = new float[slot.rows()][input[0].length];
    float[] factors = new float[slot.columns()];
    for (int row = 0; row < output.length; row++) {
      System.arraycopy(flat, slot.offset() + row * factors.length, factors, 0, factors.length);
      Arrays.fill(output[row], flat[shift + row]);
      sum(factors, input, 0, output[row]);
    }
    return output;
  }

  private float[][] norm(float[][] x, int at) {
    int steps = x[0].length;
    float[] mean = new float[steps];
    float[] spread = new float[steps];
    for (float[] row : x) {
      add(1f / x.length, row, mean);
    }
    for (float[] row : x) {
      for (int step = 0; step < steps; step++) {
        spread[step] += (row[step] - mean[step]) * (row[step] - mean[step]);
      }
    }
    for (int step = 0; step < steps; step++) {
      spread[step] = (float) (1 / Math.sqrt(spread[step] / x.length + EPSILON));
    }
    float[][] output = new float[x.length][steps];
    for (int k = 0; k < x.length; k++) {
      float gain = flat[slots.get(at).offset() + k];
      float shift = flat[slots.get(at + 1).offset() + k];
      float[] from = x[k];
      float[] to = output[k];
      for (int step = 0; step < steps; step++) {
        to[step] = (from[step] - mean[step]) * spread[step] * gain + shift;
      }
    }
    return output;
  }

  private static float[][] last(float[][] x) {
    float[][] last = new float[x.length][1];
    for (int k = 0; k < x.length; k++) {
      last[k][0] = x[k][x[k].length - 1];
    }
    return last;
  }

  private static void add(float[][] from, float[][] to) {
    for (int k = 0; k < from.length; k++) {
      add(1, from[k], to[k]);
    }
  }

  /** Adds rows times factors; four at a time, so that the sum is read and written less often. */
  private static void sum(float[] factors, float[][] rows, int from, float[] to) {
    int k = 0;
    for (; k + 3 < factors.length; k += 4) {
      int row = from + k;
      four(factors, k, rows[row], rows[row + 1], rows[row + 2], rows[row + 3], to);
    }
    for (; k < factors.length; k++) {
      add(factors[k], rows[from + k], to);
    }
  }

  private static void four(
      float[] factors, int k, float[] one, float[] two, float[] three, float[] four, float[] to) {
    float a = factors[k];
    float b = factors[k + 1];
    float c = factors[k + 2];
    float d = factors[k + 3];
    for (int i = 0; i < to.length; i++) {
      to[i] += a * one[i] + b * two[i] + c * three[i] + d * four[i];
    }
  }

  private static void add(float factor, float[] row, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * row[i];
    }
  }
}
