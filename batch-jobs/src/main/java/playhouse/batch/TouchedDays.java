package playhouse.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Which days of a table hold other rows at one snapshot than at an earlier one, read from metadata
 * alone: compaction, which moves rows into other files, touches no day.
 */
record TouchedDays(Table table) {

  /**
   * The days touched after one snapshot, up to another; all days if the first is not known any
   * more.
   */
  NavigableSet<LocalDate> between(long after, long upTo) {
    if (after == upTo) {
      return new TreeSet<>();
    }
    Snapshot before = table.snapshot(after);
    if (before == null || !SnapshotUtil.isAncestorOf(table, upTo, after)) {
      return Partitions.at(table, upTo).days();
    }
    Iterable<Snapshot> since = SnapshotUtil.ancestorsBetween(upTo, after, table::snapshot);
    NavigableSet<LocalDate> days = new TreeSet<>();
    Set<Long> compactions = new HashSet<>();
    for (Snapshot snapshot : since) {
      if (snapshot.operation().equals(DataOperations.REPLACE)) {
        compactions.add(snapshot.sequenceNumber());
        addMoved(snapshot, before.sequenceNumber(), days);
      } else if (!snapshot.operation().equals(DataOperations.APPEND)) {
        addRemoved(snapshot, days);
      }
    }
    addLive(table.snapshot(upTo), before.sequenceNumber(), compactions, days);
    return days;
  }

  /** Files that came after {@code seen} and are still there. */
  private void addLive(
      Snapshot upTo, long seen, Set<Long> compactions, NavigableSet<LocalDate> days) {
    for (ManifestFile manifest : upTo.dataManifests(table.io())) {
      if (manifest.sequenceNumber() > seen) {
        try (ManifestReader<DataFile> files =
            ManifestFiles.read(manifest, table.io(), table.specs())) {
          files.forEach(
              file -> {
                Long added = file.fileSequenceNumber();
                if (added == null || (added > seen && !compactions.contains(added))) {
                  days.add(Partitions.day(table, file));
                }
              });
        } catch (IOException e) {
          throw new UncheckedIOException("reading " + manifest.path(), e);
        }
      }
    }
  }

  /** New rows that were compacted before anybody looked. */
  private void addMoved(Snapshot compaction, long seen, NavigableSet<LocalDate> days) {
    for (DataFile file : changes(compaction).removedDataFiles()) {
      Long sequence = file.dataSequenceNumber();
      if (sequence == null || sequence > seen) {
        days.add(Partitions.day(table, file));
      }
    }
  }

  private void addRemoved(Snapshot snapshot, NavigableSet<LocalDate> days) {
    for (DataFile file : changes(snapshot).removedDataFiles()) {
      days.add(Partitions.day(table, file));
    }
    for (DeleteFile file : changes(snapshot).addedDeleteFiles()) {
      days.add(Partitions.day(table, file));
    }
  }

  private SnapshotChanges changes(Snapshot snapshot) {
    return SnapshotChanges.builderFor(table).snapshot(snapshot).build();
  }
}
