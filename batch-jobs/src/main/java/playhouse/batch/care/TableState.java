package playhouse.batch.care;

import java.time.LocalDate;
import java.util.Collection;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;

/**
 * How a table looks, in numbers.
 *
 * @param files data files
 * @param mostFiles data files of the closed partition that has most of them
 * @param crowded closed partitions with too many small files, the latest ones not counted
 * @param manifests of the newest snapshot
 * @param snapshots all of them
 * @param tags snapshots kept for being named
 * @param metadataBytes size of the metadata file, which every commit writes anew
 */
record TableState(
    long files,
    long mostFiles,
    long crowded,
    int manifests,
    int snapshots,
    long tags,
    long metadataBytes) {

  /**
   * As it is now.
   *
   * @param today the first day that is still open
   * @param last sequence number of the last snapshot whose files may make a partition crowded
   */
  static TableState of(Table table, LocalDate today, long last) {
    Collection<Pile> piles = Pile.of(table);
    long target = Pile.target(table);
    TableMetadata metadata = ((HasTableOperations) table).operations().current();
    Snapshot now = table.currentSnapshot();
    return new TableState(
        piles.stream().mapToLong(Pile::files).sum(),
        piles.stream().filter(p -> p.closed(today)).mapToLong(Pile::files).max().orElse(0),
        Pile.of(table, last).stream().filter(p -> p.closed(today) && p.crowded(target)).count(),
        now == null ? 0 : now.allManifests(table.io()).size(),
        metadata.snapshots().size(),
        table.refs().values().stream().filter(SnapshotRef::isTag).count(),
        table.io().newInputFile(metadata.metadataFileLocation()).getLength());
  }
}
