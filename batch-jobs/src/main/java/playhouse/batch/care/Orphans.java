package playhouse.batch.care;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.actions.SparkActions;
import playhouse.batch.Lake;

/**
 * Removes files that no table knows and that are too old for anybody to be about to commit them.
 *
 * <p>The lake writer names files in its checkpoints before it commits them, and may be down for as
 * long as it likes in between. So age counts back from its newest commit, not from now: what it
 * wrote since, or shortly before, stays until it has gone on. A table that it never committed to is
 * left alone.
 *
 * @param name of the table, with its namespace
 */
record Orphans(Lake lake, String name, Table table, CarePolicy policy, Instant now) {

  /** How many files are gone. */
  long run() {
    return from()
        .map(instant -> instant.minus(policy.orphans()))
        .filter(this::anyFileBefore)
        .map(this::removeBefore)
        .orElse(0L);
  }

  private Optional<Instant> from() {
    if (!LakeWriter.writes(name)) {
      return Optional.of(now);
    }
    List<Snapshot> snapshots = new ArrayList<>();
    table.snapshots().forEach(snapshots::add);
    return LakeWriter.newest(snapshots)
        .map(snapshot -> Instant.ofEpochMilli(snapshot.timestampMillis()))
        .map(commit -> commit.isBefore(now) ? commit : now);
  }

  /** Looking at a disk is cheap; asking Spark which of the files are known is not. */
  private boolean anyFileBefore(Instant instant) {
    return LocalFolder.at(table.location())
        .map(folder -> folder.anyFileBefore(instant))
        .orElse(true);
  }

  private long removeBefore(Instant instant) {
    Iterable<String> removed =
        SparkActions.get(lake.spark())
            .deleteOrphanFiles(table)
            .olderThan(instant.toEpochMilli())
            .execute()
            .orphanFileLocations();
    return StreamSupport.stream(removed.spliterator(), false).count();
  }
}
