package playhouse.streaming.live;

import java.util.Arrays;

/**
 * The keys of a person's latest events, so that a repeat is known: a ring that grows to {@link
 * #LIMIT} and then forgets the oldest.
 *
 * <p>A plain array, as Flink stores it: the first number is how many keys were ever added.
 */
final class SeenKeys {

  /** How many keys are remembered: 8 KB a person at most. */
  static final int LIMIT = 1024;

  private static final int START = 16;

  private SeenKeys() {}

  static long[] none() {
    return new long[1 + START];
  }

  static boolean contains(long[] ring, long key) {
    int held = (int) Math.min(ring[0], ring.length - 1L);
    for (int i = 1; i <= held; i++) {
      if (ring[i] == key) {
        return true;
      }
    }
    return false;
  }

  /** The ring with one more key; the array given is not to be used any more. */
  static long[] add(long[] ring, long key) {
    int room = ring.length - 1;
    boolean grows = ring[0] == room && room < LIMIT;
    long[] with = grows ? Arrays.copyOf(ring, 1 + room * 2) : ring;
    with[1 + (int) (with[0] % (with.length - 1))] = key;
    with[0]++;
    return with;
  }
}
