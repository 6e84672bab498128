package playhouse.models.sequence;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The model while it learns. What a step computes belongs to the step's manager: the weights are
 * only ever on the right of an operation, whose result belongs to its left.
 */
final class Network {
  private static final float EPSILON = 1e-5f;
  private static final float NEVER = -1e9f;

  private final Dimensions is;
  private final List<Slot> slots;
  private final List<NDArray> weights = new ArrayList<>();

  Network(NDManager home, Dimensions is, float[] flat) {
    this.is = is;
    this.slots = Slot.of(is);
    for (Slot slot : slots) {
      float[] part = Arrays.copyOfRange(flat, slot.offset(), slot.end());
      NDArray array = home.create(part, shape(slot));
      array.setRequiresGradient(true);
      weights.add(array);
    }
  }

  static Shape shape(Slot slot) {
    return slot.rows() == 1 ? new Shape(slot.columns()) : new Shape(slot.rows(), slot.columns());
  }

  Dimensions dimensions() {
    return is;
  }

  List<NDArray> weights() {
    return weights;
  }

  /** All weights, flat. */
  float[] flat() {
    return flat(slots, weights);
  }

  static float[] flat(List<Slot> slots, List<NDArray> arrays) {
    float[] flat = new float[slots.get(slots.size() - 1).end()];
    for (int at = 0; at < slots.size(); at++) {
      float[] part = arrays.get(at).toFloatArray();
      System.arraycopy(part, 0, flat, slots.get(at).offset(), part.length);
    }
    return flat;
  }

  /**
   * What is known after each item: people × steps × width.
   *
   * @param drop leaves numbers out while learning
   */
  NDArray states(NDManager step, NDArray items, UnaryOperator<NDArray> drop) {
    long people = items.getShape().get(0);
    int steps = (int) items.getShape().get(1);
    NDArray places = step.arange(0, steps, 1, DataType.INT64);
    NDArray x = rows(items, weights.get(0)).mul(step.create((float) Math.sqrt(is.width())));
    x = drop.apply(x.add(rows(places, weights.get(1))));
    NDArray mask = mask(step, steps);
    for (int block = 0; block < is.blocks(); block++) {
      int at = Slot.BEFORE + block * Slot.BLOCK;
      NDArray seen = attention(step, norm(x, at), at + 2, mask, people, steps);
      x = x.add(drop.apply(seen));
      NDArray thought = linear(norm(x, at + 10), at + 12).getNDArrayInternal().relu();
      x = x.add(drop.apply(linear(drop.apply(thought), at + 14)));
    }
    return norm(x, Slot.BEFORE + is.blocks() * Slot.BLOCK);
  }

  /** The score of each item in each state. */
  NDArray scores(NDArray states) {
    return states.getNDArrayInternal().linear(states, weights.get(0), null).singletonOrThrow();
  }

  /** Rows of an array by number. */
  static NDArray rows(NDArray numbers, NDArray of) {
    return numbers
        .getNDArrayInternal()
        .embedding(numbers, of, SparseFormat.DENSE)
        .singletonOrThrow();
  }

  private NDArray attention(
      NDManager step, NDArray x, int at, NDArray mask, long people, int steps) {
    int each = is.width() / is.heads();
    Shape split = new Shape(people, steps, is.heads(), each);
    NDArray scale = step.create((float) (1 / Math.sqrt(each)));
    NDArray query = linear(x, at).mul(scale).reshape(split).transpose(0, 2, 1, 3);
    NDArray key = linear(x, at + 2).reshape(split).transpose(0, 2, 3, 1);
    NDArray value = linear(x, at + 4).reshape(split).transpose(0, 2, 1, 3);
    NDArray share = query.matMul(key).add(mask).softmax(-1);
    NDArray heard = share.matMul(value).transpose(0, 2, 1, 3);
    return linear(heard.reshape(people, steps, is.width()), at + 6);
  }

  private NDArray linear(NDArray x, int at) {
    return x.getNDArrayInternal()
        .linear(x, weights.get(at), weights.get(at + 1))
        .singletonOrThrow();
  }

  private NDArray norm(NDArray x, int at) {
    return x.getNDArrayInternal()
        .layerNorm(x, new Shape(is.width()), weights.get(at), weights.get(at + 1), EPSILON)
        .singletonOrThrow();
  }

  /** Nothing is heard from later steps. */
  private static NDArray mask(NDManager step, int steps) {
    float[] mask = new float[steps * steps];
    for (int from = 0; from < steps; from++) {
      Arrays.fill(mask, from * steps + from + 1, (from + 1) * steps, NEVER);
    }
    return step.create(mask, new Shape(steps, steps));
  }
}
