package playhouse.serving.analytics.lineage;

/**
 * A table of the lake as it was at one snapshot.
 *
 * @param table with its namespace
 * @param snapshot id of the snapshot
 */
record Dataset(String table, long snapshot) {
  /** Such as {@code core.plays@123}. */
  String text() {
    return table + "@" + snapshot;
  }
}
