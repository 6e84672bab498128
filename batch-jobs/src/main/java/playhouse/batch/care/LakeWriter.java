package playhouse.batch.care;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.iceberg.Snapshot;

/** The process that writes raw tables and rejects, as its commits tell of it. */
final class LakeWriter {
  /** It writes the checkpoint into the summary of each commit. */
  private static final String MARK = "playhouse.checkpoint";

  private static final String REJECTS = "ops.rejects";

  private LakeWriter() {}

  /** Whether a table is its own. */
  static boolean writes(String table) {
    return table.startsWith("raw.") || table.equals(REJECTS);
  }

  /** Its newest commit. */
  static Optional<Snapshot> newest(Collection<Snapshot> snapshots) {
    return snapshots.stream()
        .filter(snapshot -> snapshot.summary().containsKey(MARK))
        .max(Comparator.comparingLong(Snapshot::sequenceNumber));
  }
}
