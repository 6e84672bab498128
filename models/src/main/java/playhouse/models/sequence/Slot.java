package playhouse.models.sequence;

import java.util.ArrayList;
import java.util.List;

/**
 * One array of weights within all of them.
 *
 * @param rows how many rows; 1 for a vector
 * @param columns how long a row is
 * @param offset where it starts in the flat weights
 * @param start how it is before anything is learnt: the deviation, or {@link #ONES} or 0
 */
record Slot(int rows, int columns, int offset, double start) {
  static final double ONES = -1;

  /** How many there are before the first block: items and positions. */
  static final int BEFORE = 2;

  /** How many there are in a block. */
  static final int BLOCK = 16;

  private static final double SMALL = 0.02;

  int size() {
    return rows * columns;
  }

  int end() {
    return offset + size();
  }

  /** All of a model, in the order of the file. */
  static List<Slot> of(Dimensions is) {
    List<Slot> slots = new ArrayList<>();
    add(slots, is.items(), is.width(), SMALL);
    add(slots, is.length(), is.width(), SMALL);
    for (int block = 0; block < is.blocks(); block++) {
      norm(slots, is.width());
      for (int part = 0; part < 4; part++) {
        layer(slots, is.width(), is.width());
      }
      norm(slots, is.width());
      layer(slots, is.hidden(), is.width());
      layer(slots, is.width(), is.hidden());
    }
    norm(slots, is.width());
    return List.copyOf(slots);
  }

  private static void norm(List<Slot> slots, int width) {
    add(slots, 1, width, ONES);
    add(slots, 1, width, 0);
  }

  private static void layer(List<Slot> slots, int out, int in) {
    add(slots, out, in, Math.sqrt(2.0 / (in + out)));
    add(slots, 1, out, 0);
  }

  private static void add(List<Slot> slots, int rows, int columns, double start) {
    int offset = slots.isEmpty() ? 0 : slots.get(slots.size() - 1).end();
    slots.add(new Slot(rows, columns, offset, start));
  }
}
