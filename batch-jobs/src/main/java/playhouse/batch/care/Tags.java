package playhouse.batch.care;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.ManageSnapshots;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;

/**
 * Marks the snapshots that a number or a model was computed from, so that it can be computed again:
 * {@code kpi-2026-11-22-123} is snapshot 123, first named on that day. A snapshot has one tag of a
 * kind, however often it is named; being named again only makes the tag last longer.
 */
record Tags(Table table, Duration kept, Instant now) {

  /** Tags what is named, and takes away tags whose time is over; how many were set or taken. */
  int run(String kind, Map<Long, Instant> named) {
    ManageSnapshots changes = table.manageSnapshots();
    int changed = 0;
    for (Map.Entry<Long, Instant> each : named.entrySet()) {
      Snapshot snapshot = table.snapshot(each.getKey());
      if (snapshot != null && over(snapshot, lasting(snapshot, each.getValue()))) {
        continue;
      }
      if (snapshot != null && tag(changes, kind, snapshot, each.getValue())) {
        changed++;
      }
    }
    for (Map.Entry<String, SnapshotRef> ref : table.refs().entrySet()) {
      if (is(kind, ref) && !named.containsKey(ref.getValue().snapshotId()) && isOver(ref)) {
        changes.removeTag(ref.getKey());
        changed++;
      }
    }
    if (changed > 0) {
      changes.commit();
    }
    return changed;
  }

  private boolean tag(ManageSnapshots changes, String kind, Snapshot snapshot, Instant last) {
    long millis = lasting(snapshot, last);
    Optional<Map.Entry<String, SnapshotRef>> there =
        table.refs().entrySet().stream()
            .filter(ref -> is(kind, ref))
            .filter(ref -> ref.getValue().snapshotId() == snapshot.snapshotId())
            .findFirst();
    if (there.isEmpty()) {
      String name = kind + "-" + day(last) + "-" + snapshot.snapshotId();
      changes.createTag(name, snapshot.snapshotId()).setMaxRefAgeMs(name, millis);
      return true;
    }
    Long before = there.get().getValue().maxRefAgeMs();
    if (before != null && before < millis) {
      changes.setMaxRefAgeMs(there.get().getKey(), millis);
      return true;
    }
    return false;
  }

  /** Iceberg counts a tag's age from when its snapshot was made, not from when it was tagged. */
  private long lasting(Snapshot snapshot, Instant last) {
    return Math.max(0, last.toEpochMilli() - snapshot.timestampMillis()) + kept.toMillis();
  }

  private boolean isOver(Map.Entry<String, SnapshotRef> ref) {
    Long millis = ref.getValue().maxRefAgeMs();
    return millis != null && over(table.snapshot(ref.getValue().snapshotId()), millis);
  }

  private boolean over(Snapshot snapshot, long lastingMillis) {
    return snapshot.timestampMillis() + lastingMillis < now.toEpochMilli();
  }

  private static boolean is(String kind, Map.Entry<String, SnapshotRef> ref) {
    return ref.getValue().isTag() && ref.getKey().startsWith(kind + "-");
  }

  private static LocalDate day(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
