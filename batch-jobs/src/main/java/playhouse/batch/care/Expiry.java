package playhouse.batch.care;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;

/**
 * Lets go of snapshots that nobody names.
 *
 * <p>Kept are: what a branch or a tag points at; the newest few; the young ones, up to a number;
 * the newest of the lake writer, by which {@link Orphans} knows how far it is; and everything since
 * the oldest snapshot that a job's next run takes up from, for it asks what happened since. The
 * lake writer itself asks no snapshot: what it has committed stands in the table's properties,
 * which expiry leaves alone.
 *
 * @param needed snapshots from which a job's next run takes up
 */
record Expiry(Table table, Set<Long> needed, CarePolicy policy, Instant now) {
  /** A reader that is under way is not cut off, however many commits there were. */
  private static final Duration READERS = Duration.ofHours(1);

  /** Beyond so many times the most, a job that was left behind had better do everything again. */
  private static final int FOLLOWED = 20;

  /** How many snapshots are gone. */
  int run() {
    Set<Long> unnamed = unnamed();
    if (unnamed.isEmpty()) {
      return 0;
    }
    // Iceberg's own idea of what is old must take nothing more.
    ExpireSnapshots expiry = table.expireSnapshots().expireOlderThan(0);
    unnamed.forEach(expiry::expireSnapshotId);
    expiry.commit();
    return unnamed.size();
  }

  Set<Long> unnamed() {
    List<Snapshot> newestFirst = new ArrayList<>();
    table.snapshots().forEach(newestFirst::add);
    newestFirst.sort(Comparator.comparingLong(Snapshot::sequenceNumber).reversed());
    Set<Long> named = named(newestFirst);
    OptionalLong takenUp =
        newestFirst.stream()
            .filter(snapshot -> needed.contains(snapshot.snapshotId()))
            .mapToLong(Snapshot::sequenceNumber)
            .min();
    Set<Long> unnamed = new HashSet<>();
    for (int place = 0; place < newestFirst.size(); place++) {
      Snapshot snapshot = newestFirst.get(place);
      boolean followed =
          takenUp.isPresent()
              && snapshot.sequenceNumber() >= takenUp.getAsLong()
              && place < FOLLOWED * policy.most();
      if (!named.contains(snapshot.snapshotId()) && !followed && !young(snapshot, place)) {
        unnamed.add(snapshot.snapshotId());
      }
    }
    return unnamed;
  }

  private Set<Long> named(List<Snapshot> newestFirst) {
    Set<Long> named = new HashSet<>();
    table.refs().values().stream().map(SnapshotRef::snapshotId).forEach(named::add);
    LakeWriter.newest(newestFirst).map(Snapshot::snapshotId).ifPresent(named::add);
    return named;
  }

  private boolean young(Snapshot snapshot, int place) {
    Instant made = Instant.ofEpochMilli(snapshot.timestampMillis());
    return place < policy.fewest()
        || made.isAfter(now.minus(READERS))
        || (place < policy.most() && made.isAfter(now.minus(policy.snapshots())));
  }
}
