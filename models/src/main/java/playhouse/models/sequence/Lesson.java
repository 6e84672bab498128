package playhouse.models.sequence;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Random;

/** How wrong a network is about a batch. */
final class Lesson {
  /** How near the probabilities of {@link Loss#GBCE} come to those without sampling: 0 to 1. */
  private static final double CALIBRATION = 0.75;

  private final Dimensions is;
  private final Recipe recipe;

  Lesson(Dimensions is, Recipe recipe) {
    this.is = is;
    this.recipe = recipe;
  }

  NDArray loss(NDManager step, Network network, Batch batch, Random random) {
    NDArray items = step.create(batch.items, new Shape(batch.people, batch.steps));
    NDArray states = network.states(step, items, recipe.dropout());
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
