package playhouse.models.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Rows dealt into parts of equal size, each with its share of every class. */
public final class Folds {
  private final int[] foldOf;
  private final int count;

  private Folds(int[] foldOf, int count) {
    this.foldOf = foldOf;
    this.count = count;
  }

  /** Deals rows of these classes; the same seed deals the same. */
  public static Folds of(int[] classes, int count, long seed) {
    TreeMap<Integer, List<Integer>> byClass = new TreeMap<>();
    for (int row = 0; row < classes.length; row++) {
      byClass.computeIfAbsent(classes[row], unusedClass -> new ArrayList<>()).add(row);
    }
    int[] foldOf = new int[classes.length];
    Random random = new Random(seed);
    int next = 0;
    for (List<Integer> rows : byClass.values()) {
      Collections.shuffle(rows, random);
      for (int row : rows) {
        foldOf[row] = next++ % count;
      }
    }
    return new Folds(foldOf, count);
  }

  /** Deals rows of yes and no. */
  public static Folds of(boolean[] truth, int count, long seed) {
    return of(
        IntStream.range(0, truth.length).map(row -> truth[row] ? 1 : 0).toArray(), count, seed);
  }

  public int count() {
    return count;
  }

  /** Rows of this part, ascending. */
  public int[] held(int fold) {
    return IntStream.range(0, foldOf.length).filter(row -> foldOf[row] == fold).toArray();
  }

  /** Rows of all other parts, ascending. */
  public int[] kept(int fold) {
    return IntStream.range(0, foldOf.length).filter(row -> foldOf[row] != fold).toArray();
  }
}
