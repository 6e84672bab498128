package playhouse.streaming.live;

import java.util.Arrays;

/**
 * The keys of a person's latest events, so that a repeat is known: a ring that grows to {@link
 * #LIMIT} and then forgets the oldest.
 *
 * <p>A plain array, as Flink stores it: the first number counts the keys that were added. Of a key
 * 32 bits are kept: one event in four million is taken for a repeat when the ring is full.
 */
public final class SeenKeys {

  /** How many keys are remembered: 4 KB a person at most. */
  static final int LIMIT = 1024;

  private static final int START = 16;

  private SeenKeys() {}

  /** No keys. */
  public static int[] none() {
    return new int[1 + START];
  }

  /** Whether it is among them. */
  public static boolean contains(int[] ring, int key) {
    int held = Math.min(ring[0], ring.length - 1);
    for (int i = 1; i <= held; i++) {
      if (ring[i] == key) {
        return true;
      }
    }
    return false;
  }

  /** The ring with one more key; the array given is not to be used any more. */
  public static int[] add(int[] ring, int key) {
    int room = ring.length - 1;
    boolean grows = ring[0] == room && room < LIMIT;
    int[] with = grows ? Arrays.copyOf(ring, 1 + room * 2) : ring;
    with[1 + with[0] % (with.length - 1)] = key;
    with[0]++;
    return with;
  }
}
