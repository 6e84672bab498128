package playhouse.streaming.lake;

import java.util.Arrays;

/** The next offset to read of every Kafka partition that a reader has seen. */
final class Positions {

  private static final long UNSEEN = -1;

  private final long[][] next;

  Positions(int lanes) {
    next = new long[lanes][0];
  }

  /** Takes a position. */
  interface Sink {
    void take(Place place, long offset);
  }

  /** Tells that everything before the offset was read. */
  void read(int lane, int partition, long offset) {
    long[] partitions = next[lane];
    if (partition >= partitions.length) {
      int seen = partitions.length;
      partitions = Arrays.copyOf(partitions, partition + 1);
      Arrays.fill(partitions, seen, partitions.length, UNSEEN);
      next[lane] = partitions;
    }
    partitions[partition] = offset;
  }

  void forEach(Sink sink) {
    for (int lane = 0; lane < next.length; lane++) {
      for (int partition = 0; partition < next[lane].length; partition++) {
        if (next[lane][partition] != UNSEEN) {
          sink.take(new Place(lane, partition), next[lane][partition]);
        }
      }
    }
  }
}
