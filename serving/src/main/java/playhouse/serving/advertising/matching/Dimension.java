package playhouse.serving.advertising.matching;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which flights want which values of one thing, such as a country; those that want none take any.
 */
final class Dimension {
  private final int words;
  private final long[] any;
  private final Map<String, long[]> wanted = new HashMap<>();

  /** For so many flights. */
  Dimension(int flights) {
    words = (flights + 63) / 64;
    any = new long[words];
  }

  /** One flight wants those. */
  void add(int flight, Set<String> values) {
    if (values.isEmpty()) {
      set(any, flight);
    }
    values.forEach(value -> set(wanted.computeIfAbsent(value, key -> new long[words]), flight));
  }

  /** Leaves those that take one of these values, and those that take any. */
  void keep(long[] flights, Collection<String> values) {
    long[] fits = any.clone();
    unite(fits, values);
    for (int word = 0; word < words; word++) {
      flights[word] &= fits[word];
    }
  }

  /** Those that named one of these values. */
  long[] naming(Collection<String> values) {
    long[] fits = new long[words];
    unite(fits, values);
    return fits;
  }

  private void unite(long[] fits, Collection<String> values) {
    for (String value : values) {
      long[] those = wanted.get(value);
      if (those != null) {
        for (int word = 0; word < words; word++) {
          fits[word] |= those[word];
        }
      }
    }
  }

  private static void set(long[] bits, int flight) {
    bits[flight >> 6] |= 1L << flight;
  }
}
