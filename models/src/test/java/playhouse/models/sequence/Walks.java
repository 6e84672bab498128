package playhouse.models.sequence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import playhouse.models.sequence.Recipe.Loss;

/** People who walk around a ring, each forth or back: what comes next follows from the last two. */
final class Walks {
  static final int ITEMS = 40;
  static final Dimensions SMALL = new Dimensions(ITEMS, 12, 32, 2, 2, 64);
  static final Recipe QUICK = new Recipe(Loss.FULL, 16, 32, 0.005, 0.1, 5, 60, 15, 200, 7);

  private Walks() {}

  static List<int[]> of(int people) {
    Random random = new Random(5);
    List<int[]> walks = new ArrayList<>();
    for (int person = 0; person < people; person++) {
      int from = random.nextInt(ITEMS);
      int way = random.nextBoolean() ? 1 : ITEMS - 1;
      int length = 6 + random.nextInt(8);
      walks.add(IntStream.range(0, length).map(step -> (from + step * way) % ITEMS).toArray());
    }
    return walks;
  }

  /** How many of the walks go on as the model says first. */
  static double hits(SequenceModel model, List<int[]> walks) {
    int hits = 0;
    for (int[] walk : walks) {
      int[] known = Arrays.copyOf(walk, walk.length - 1);
      int rank = Ranks.rank(model.scores(known), known, walk[walk.length - 1]);
      hits += rank == 1 ? 1 : 0;
    }
    return hits / (double) walks.size();
  }
}
