package playhouse.models.sequence;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adam's steps, clipped by the whole gradient's length; its moments can be put down and taken up.
 */
final class Adam {
  private static final float FIRST = 0.9f;
  private static final float SECOND = 0.98f;
  private static final float EPSILON = 1e-8f;

  /** Steps until the rate is whole. */
  private static final int WARM = 100;

  private final Network network;
  private final Recipe recipe;
  private final List<NDArray> means = new ArrayList<>();
  private final List<NDArray> squares = new ArrayList<>();
  private int steps;

  Adam(NDManager home, Network network, Recipe recipe, Checkpoint from) {
    this.network = network;
    this.recipe = recipe;
    this.steps = from.steps();
    for (Slot slot : Slot.of(from.dimensions())) {
      int start = slot.offset();
      means.add(
          home.create(Arrays.copyOfRange(from.means(), start, slot.end()), Network.shape(slot)));
      squares.add(
          home.create(Arrays.copyOfRange(from.squares(), start, slot.end()), Network.shape(slot)));
    }
  }

  int steps() {
    return steps;
  }

  List<NDArray> means() {
    return means;
  }

  List<NDArray> squares() {
    return squares;
  }

  /** Follows the gradients and clears them; gradients that are not finite are only cleared. */
  boolean step(NDManager step) {
    List<NDArray> gradients = new ArrayList<>();
    double length = 0;
    for (NDArray weight : network.weights()) {
      NDArray gradient = weight.getGradient();
      gradient.attach(step);
      gradients.add(gradient);
      NDArray square = gradient.mul(gradient).sum();
      length += square.getFloat();
    }
    length = Math.sqrt(length);
    boolean finite = Double.isFinite(length);
    if (finite) {
      steps++;
      follow(gradients, (float) Math.min(1, recipe.clip() / Math.max(1e-12, length)));
    }
    network.weights().forEach(weight -> JniUtils.zeroGrad((PtNDArray) weight));
    return finite;
  }

  private void follow(List<NDArray> gradients, float scale) {
    double warmth = Math.min(1, steps / (double) WARM);
    double unbiased = Math.sqrt(1 - Math.pow(SECOND, steps)) / (1 - Math.pow(FIRST, steps));
    float rate = (float) (recipe.rate() * warmth * unbiased);
    for (int at = 0; at < gradients.size(); at++) {
      NDArray weight = network.weights().get(at);
      JniUtils.adamUpdate(
          (PtNDArray) weight,
          (PtNDArray) gradients.get(at),
          (PtNDArray) means.get(at),
          (PtNDArray) squares.get(at),
          rate,
          rate,
          0,
          scale,
          -1,
          FIRST,
          SECOND,
          EPSILON,
          false);
    }
  }
}
