package playhouse.serving.personalisation.texts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Vectors of texts that can be compared with each other, a byte for each number, and who is nearest
 * to whom, exactly.
 */
final class TextSpace {
  private static final int FIRST = 256;
  private static final float SCALE = 127;

  private final Map<String, Integer> rows = new HashMap<>();
  private final List<String> titles = new ArrayList<>();
  private byte[] numbers = new byte[0];
  private int width;

  /** A title that is near another, by the cosine of their texts. */
  record Near(String title, double likeness) {}

  /** Puts a title in, or in another place. */
  synchronized void put(String title, float[] unit) {
    width = unit.length;
    int row = rows.computeIfAbsent(title, name -> titles.size());
    if (row == titles.size()) {
      titles.add(title);
    }
    if ((row + 1) * width > numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(FIRST, 2 * (row + 1)) * width);
    }
    // The numbers of a vector of length 1 are small: those beyond a third are cut off.
    for (int i = 0; i < width; i++) {
      numbers[row * width + i] = (byte) Math.round(Math.max(-1, Math.min(1, 3 * unit[i])) * SCALE);
    }
  }

  synchronized void remove(String title) {
    Integer row = rows.remove(title);
    if (row == null) {
      return;
    }
    int last = titles.size() - 1;
    String moved = titles.remove(last);
    if (row != last) {
      titles.set(row, moved);
      rows.put(moved, row);
      System.arraycopy(numbers, last * width, numbers, row * width, width);
    }
  }

  synchronized int size() {
    return titles.size();
  }

  /** The nearest others, nearest first; empty if the title is unknown. */
  synchronized List<Near> nearest(String title, int most) {
    Integer own = rows.get(title);
    if (own == null) {
      return List.of();
    }
    double length = Math.sqrt(dot(own, own));
    PriorityQueue<Near> best =
        new PriorityQueue<>(java.util.Comparator.comparingDouble(Near::likeness));
    for (int row = 0; row < titles.size(); row++) {
      if (row != own) {
        double likeness = dot(own, row) / Math.max(1, length * Math.sqrt(dot(row, row)));
        if (best.size() < most || likeness > best.element().likeness()) {
          best.add(new Near(titles.get(row), likeness));
          if (best.size() > most) {
            best.remove();
          }
        }
      }
    }
    return best.stream()
        .sorted(
            java.util.Comparator.comparingDouble(Near::likeness)
                .reversed()
                .thenComparing(Near::title))
        .toList();
  }

  private int dot(int one, int other) {
    int a = one * width;
    int b = other * width;
    int sum = 0;
    for (int i = 0; i < width; i++) {
      sum += numbers[a + i] * numbers[b + i];
    }
    return sum;
  }
}
