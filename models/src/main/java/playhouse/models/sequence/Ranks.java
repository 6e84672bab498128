package playhouse.models.sequence;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;

/** At which place the item came that was asked for, among all that were not taken before. */
public final class Ranks {
  private static final int NEAR = 10;

  private Ranks() {}

  /**
   * The rank of an item, from 1; of equals it is the last.
   *
   * @param scores each item's; those of items taken before are overwritten
   */
  public static int rank(float[] scores, int[] taken, int wanted) {
    float own = scores[wanted];
    for (int item : taken) {
      scores[item] = Float.NEGATIVE_INFINITY;
    }
    int rank = 1;
    for (int item = 0; item < scores.length; item++) {
      boolean ahead = scores[item] >= own && scores[item] > Float.NEGATIVE_INFINITY;
      rank += item != wanted && ahead ? 1 : 0;
    }
    return rank;
  }

  /** What a rank adds to the sum that NDCG@10 is the mean of. */
  public static double gain(int rank) {
    return rank > NEAR ? 0 : Math.log(2) / Math.log(1.0 + rank);
  }

  /** NDCG@10 of the network on the last item of each. */
  static double ndcg(NDManager home, Network network, List<int[]> asked, int batch) {
    int items = network.dimensions().items();
    double gain = 0;
    for (int from = 0; from < asked.size(); from += batch) {
      List<int[]> some = asked.subList(from, Math.min(asked.size(), from + batch));
      List<int[]> known = some.stream().map(all -> Arrays.copyOf(all, all.length - 1)).toList();
      float[] scores = scores(home, network, known);
      for (int person = 0; person < some.size(); person++) {
        int[] all = some.get(person);
        float[] own = Arrays.copyOfRange(scores, person * items, (person + 1) * items);
        gain += gain(rank(own, known.get(person), all[all.length - 1]));
      }
    }
    return gain / Math.max(1, asked.size());
  }

  /** What the network says comes next, people × items. */
  static float[] scores(NDManager home, Network network, List<int[]> histories) {
    Dimensions is = network.dimensions();
    try (NDManager step = home.newSubManager()) {
      Batch batch = Batch.foretell(histories, is.length());
      NDArray items = step.create(batch.items, new Shape(batch.people, batch.steps));
      NDArray states = network.states(step, items, x -> x).reshape(-1, is.width());
      return network.scores(Network.rows(step.create(batch.places), states)).toFloatArray();
    }
  }
}
