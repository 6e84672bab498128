package playhouse.streaming.lake.window;

/** A set of 128-bit ids in one flat array: open addressing, about 30 bytes an id. */
public final class IdSet {

  private static final int SMALLEST = 64;

  private long[] slots = new long[2 * SMALLEST];
  private int size;

  /** Empty. */
  public IdSet() {}

  /** Adds an id; false if it was there. */
  public boolean add(long high, long low) {
    long first = nonZero(high, low);
    int at = find(first, low);
    if (slots[at] != 0 || slots[at + 1] != 0) {
      return false;
    }
    slots[at] = first;
    slots[at + 1] = low;
    if (++size > slots.length / 8 * 3) {
      grow();
    }
    return true;
  }

  /** Whether the id is there. */
  public boolean contains(long high, long low) {
    int at = find(nonZero(high, low), low);
    return slots[at] != 0 || slots[at + 1] != 0;
  }

  /** How many ids it holds. */
  public int size() {
    return size;
  }

  /** Two zeros mean an empty slot. */
  private static long nonZero(long high, long low) {
    return high == 0 && low == 0 ? 1 : high;
  }

  /** Where the id is, or else would be. The ids are hashes already: their bits are the place. */
  private int find(long high, long low) {
    int mask = slots.length - 1;
    int at = (int) (high << 1) & mask;
    while ((slots[at] != 0 || slots[at + 1] != 0) && (slots[at] != high || slots[at + 1] != low)) {
      at = (at + 2) & mask;
    }
    return at;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * 2];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i] != 0 || old[i + 1] != 0) {
        int at = find(old[i], old[i + 1]);
        slots[at] = old[i];
        slots[at + 1] = old[i + 1];
      }
    }
  }
}
