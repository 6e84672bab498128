package playhouse.models.recommend;

import java.util.Arrays;

/** Picks the best of many scores. */
final class Selection {
  private Selection() {}

  /**
   * Places of the highest scores, best first; equal scores in order of place. A score of exactly 0
   * stands for "no candidate" and is never picked.
   */
  static int[] highest(float[] scores, int limit) {
    int[] heap = new int[Math.max(0, Math.min(limit, scores.length))];
    int size = 0;
    for (int place = 0; place < scores.length; place++) {
      if (scores[place] == 0 || heap.length == 0) {
        continue;
      }
      if (size < heap.length) {
        heap[size++] = place;
        rise(scores, heap, size - 1);
      } else if (scores[place] > scores[heap[0]]) {
        heap[0] = place;
        sink(scores, heap, size);
      }
    }
    return sorted(scores, heap, size);
  }

  /** The amount that {@code n} values reach, and no more than that if there are no equals. */
  static float nthLargestAmount(float[] values, int count, int n) {
    if (count <= n) {
      return 0;
    }
    float[] amounts = new float[count];
    for (int i = 0; i < count; i++) {
      amounts[i] = Math.abs(values[i]);
    }
    Arrays.sort(amounts);
    return amounts[count - n];
  }

  private static int[] sorted(float[] scores, int[] heap, int size) {
    int[] best = new int[size];
    for (int left = size; left > 0; left--) {
      best[left - 1] = heap[0];
      heap[0] = heap[left - 1];
      sink(scores, heap, left - 1);
    }
    return best;
  }

  /** The heap's root is the worst picked: the lowest score, of equals the last place. */
  private static boolean worse(float[] scores, int a, int b) {
    return scores[a] < scores[b] || (scores[a] == scores[b] && a > b);
  }

  private static void rise(float[] scores, int[] heap, int from) {
    int at = from;
    while (at > 0 && worse(scores, heap[at], heap[(at - 1) / 2])) {
      swap(heap, at, (at - 1) / 2);
      at = (at - 1) / 2;
    }
  }

  private static void sink(float[] scores, int[] heap, int size) {
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && worse(scores, heap[child + 1], heap[child])) {
        child++;
      }
      if (!worse(scores, heap[child], heap[at])) {
        return;
      }
      swap(heap, at, child);
      at = child;
    }
  }

  private static void swap(int[] heap, int a, int b) {
    int kept = heap[a];
    heap[a] = heap[b];
    heap[b] = kept;
  }
}
