package playhouse.contracts.ads;

/**
 * What changes in a row of reports.
 *
 * @param key of the row: hour|placement|advertiser|line_item|creative|currency
 * @param counts what is added, by {@link AdCount}; less than 0 where it is taken back
 * @param person who saw it, as text; empty if nobody knows
 * @param latestMicros when the newest fact behind it occurred, since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // moved, never compared
public record AdChange(String key, long[] counts, String person, long latestMicros) {

  /** What takes it back. */
  public AdChange undone() {
    long[] less = counts.clone();
    for (int i = 0; i < less.length; i++) {
      less[i] = -less[i];
    }
    return new AdChange(key, less, "", latestMicros);
  }
}
