package playhouse.streaming.lake.window;

import java.util.Arrays;

/** 128-bit ids in the order they came, flat. */
final class IdList {

  private long[] words = new long[32];
  private int length;

  void add(long high, long low) {
    if (length == words.length) {
      words = Arrays.copyOf(words, 2 * length);
    }
    words[length++] = high;
    words[length++] = low;
  }

  int size() {
    return length / 2;
  }

  long high(int index) {
    return words[2 * index];
  }

  long low(int index) {
    return words[2 * index + 1];
  }
}
