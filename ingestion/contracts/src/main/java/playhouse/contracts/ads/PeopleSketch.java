package playhouse.contracts.ads;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How many different people there are, in two kilobytes at most: exact up to 256 of them, and from
 * there on estimated by HyperLogLog (Flajolet et al. 2007) with 2 048 registers, whose standard
 * error is 2.3 %. What it holds depends on who is in it alone, and not on the order: so stream and
 * batch come to the same bytes, and sketches of hours are joined to those of days.
 */
public final class PeopleSketch {
  /** Relative standard error of the estimate beyond {@link #EXACT} people. */
  public static final double ERROR = 0.023;

  /** So many are counted exactly. */
  public static final int EXACT = 256;

  private static final int INDEX_BITS = 11;
  private static final int REGISTERS = 1 << INDEX_BITS;
  private static final byte LISTED = 0;
  private static final byte ESTIMATED = 1;
  private static final double SMALL = 2.5;
  private static final long FNV_START = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private PeopleSketch() {}

  /** Of nobody. */
  public static byte[] none() {
    return new byte[0];
  }

  /** The same with one more person; the same object if that changes nothing. */
  public static byte[] with(byte[] sketch, String person) {
    if (person.isEmpty()) {
      return sketch;
    }
    long hash = hash(person);
    if (isEstimated(sketch)) {
      byte rank = rank(hash);
      int at = 1 + index(hash);
      if (sketch[at] >= rank) {
        return sketch;
      }
      byte[] more = sketch.clone();
      more[at] = rank;
      return more;
    }
    SortedSet<Long> hashes = hashes(sketch);
    return hashes.add(hash) ? of(hashes) : sketch;
  }

  /** Everybody of both. */
  public static byte[] joined(byte[] one, byte[] other) {
    if (one.length == 0 || other.length == 0) {
      return one.length == 0 ? other : one;
    }
    if (!isEstimated(one) && !isEstimated(other)) {
      SortedSet<Long> hashes = hashes(one);
      hashes.addAll(hashes(other));
      return of(hashes);
    }
    byte[] all = estimated(one);
    byte[] more = estimated(other);
    for (int i = 1; i < all.length; i++) {
      all[i] = (byte) Math.max(all[i], more[i]);
    }
    return all;
  }

  /** How many. */
  public static long count(byte[] sketch) {
    if (!isEstimated(sketch)) {
      return sketch.length / Long.BYTES;
    }
    double sum = 0;
    int empty = 0;
    for (int i = 1; i < sketch.length; i++) {
      sum += Math.scalb(1.0, -sketch[i]);
      empty += sketch[i] == 0 ? 1 : 0;
    }
    double alpha = 0.7213 / (1 + 1.079 / REGISTERS);
    double estimate = alpha * REGISTERS * REGISTERS / sum;
    return Math.round(
        estimate <= SMALL * REGISTERS && empty > 0
            ? REGISTERS * Math.log((double) REGISTERS / empty)
            : estimate);
  }

  private static boolean isEstimated(byte[] sketch) {
    return sketch.length > 0 && sketch[0] == ESTIMATED;
  }

  private static SortedSet<Long> hashes(byte[] sketch) {
    SortedSet<Long> hashes = new TreeSet<>();
    if (sketch.length > 0) {
      ByteBuffer bytes = ByteBuffer.wrap(sketch, 1, sketch.length - 1);
      while (bytes.hasRemaining()) {
        hashes.add(bytes.getLong());
      }
    }
    return hashes;
  }

  private static byte[] of(Collection<Long> hashes) {
    if (hashes.size() > EXACT) {
      byte[] all = new byte[1 + REGISTERS];
      all[0] = ESTIMATED;
      for (long hash : hashes) {
        all[1 + index(hash)] = (byte) Math.max(all[1 + index(hash)], rank(hash));
      }
      return all;
    }
    ByteBuffer bytes = ByteBuffer.allocate(1 + Long.BYTES * hashes.size()).put(LISTED);
    hashes.forEach(bytes::putLong);
    return bytes.array();
  }

  private static byte[] estimated(byte[] sketch) {
    if (isEstimated(sketch)) {
      return sketch.clone();
    }
    byte[] all = new byte[1 + REGISTERS];
    all[0] = ESTIMATED;
    for (long hash : hashes(sketch)) {
      all[1 + index(hash)] = (byte) Math.max(all[1 + index(hash)], rank(hash));
    }
    return all;
  }

  private static int index(long hash) {
    return (int) (hash >>> (Long.SIZE - INDEX_BITS));
  }

  private static byte rank(long hash) {
    return (byte)
        (Math.min(Long.numberOfLeadingZeros(hash << INDEX_BITS), Long.SIZE - INDEX_BITS) + 1);
  }

  /** FNV-1a, and the finish of SplitMix64, for its upper bits are as good as its lower ones. */
  private static long hash(String person) {
    long hash = FNV_START;
    for (int i = 0; i < person.length(); i++) {
      hash = (hash ^ person.charAt(i)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }
}
