package playhouse.models.sequence;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import playhouse.models.sequence.Recipe.Loss;

/**
 * How wrong a network is about a batch, in a round through all. Which numbers are left out is drawn
 * once a round, a long row of them that each use takes a part of: to draw anew for each took a
 * third of the time.
 */
final class Lesson {
  /** How near the probabilities of {@link Loss#GBCE} come to those without sampling: 0 to 1. */
  private static final double CALIBRATION = 0.75;

  private static final int SPARE = 1 << 18;

  private final Dimensions is;
  private final Recipe recipe;
  private final Random random;
  private final NDArray gaps;

  /** Draws for a round, whose manager is given. */
  Lesson(NDManager round, Dimensions is, Recipe recipe, Random random) {
    this.is = is;
    this.recipe = recipe;
    this.random = random;
    int widest = recipe.batch() * is.length() * Math.max(is.width(), is.hidden());
    float[] drawn = new float[widest + SPARE];
    float kept = (float) (1 / (1 - recipe.dropout()));
    for (int at = 0; at < drawn.length; at++) {
      drawn[at] = random.nextFloat() < recipe.dropout() ? 0 : kept;
    }
    this.gaps = round.create(drawn);
  }

  private NDArray drop(NDManager step, NDArray x) {
    if (recipe.dropout() == 0) {
      return x;
    }
    long from = random.nextInt(SPARE);
    NDArray part = gaps.get(new NDIndex("{}:{}", from, from + x.size()));
    part.attach(step);
    NDArray mask = part.reshape(x.getShape());
    mask.attach(step);
    return x.mul(mask);
  }

  NDArray loss(NDManager step, Network network, Batch batch) {
    NDArray items = step.create(batch.items, new Shape(batch.people, batch.steps));
    NDArray states = network.states(step, items, x -> drop(step, x));
    NDArray wanted = Network.rows(step.create(batch.places), states.reshape(-1, is.width()));
    NDArray targets = step.create(batch.targets);
    if (recipe.loss() == Loss.FULL) {
      NDArray told = network.scores(wanted).logSoftmax(1);
      return told.gather(targets.expandDims(1), 1).mean().neg();
    }
    NDArray drawn = step.create(Batch.draw(is.items(), recipe.negatives(), random));
    NDArray all = network.weights().get(0);
    NDArray right = wanted.mul(Network.rows(targets, all)).sum(new int[] {1}, true);
    NDArray others = Network.rows(drawn, all);
    NDArray same = targets.expandDims(1).eq(drawn).toType(DataType.FLOAT32, false);
    NDArray wrong = wanted.matMul(others.transpose()).add(same.mul(step.create(-1e9f)));
    return recipe.loss() == Loss.SAMPLED ? sampled(right, wrong) : binary(step, right, wrong);
  }

  private static NDArray sampled(NDArray right, NDArray wrong) {
    return right.concat(wrong, 1).logSoftmax(1).get(":, 0").mean().neg();
  }

  /** gBCE of Petrov and Macdonald: the positive's probability to the power of beta. */
  private NDArray binary(NDManager step, NDArray right, NDArray wrong) {
    double share = Math.min(1, recipe.negatives() / Math.max(1.0, is.items() - 1.0));
    double beta = share * (CALIBRATION * (1 - 1 / share) + 1 / share);
    NDArray missed = right.neg().getNDArrayInternal().softPlus().mul(step.create((float) beta));
    NDArray taken = wrong.getNDArrayInternal().softPlus().sum(new int[] {1}, true);
    return missed.add(taken).mean();
  }
}
