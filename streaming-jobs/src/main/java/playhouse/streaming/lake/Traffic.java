package playhouse.streaming.lake;

/**
 * How much a lane carries between two checkpoints: enough for files of its own, or so little that
 * its rows had better wait for more.
 */
final class Traffic {

  private static final long HEAVY_BYTES = 8L << 20;

  private long bytes;
  private boolean heavy;

  /** Counts one more value; whether it goes straight into a file. */
  boolean isHeavyWith(int valueBytes) {
    bytes += valueBytes;
    return heavy || bytes > HEAVY_BYTES;
  }

  /** A checkpoint passes: what was heavy is taken to stay so. */
  void nextEpoch() {
    heavy = bytes > HEAVY_BYTES;
    bytes = 0;
  }
}
