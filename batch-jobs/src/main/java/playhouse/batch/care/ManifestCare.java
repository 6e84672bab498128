package playhouse.batch.care;

import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.iceberg.util.PropertyUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.batch.Lake;

/** Writes many small manifests together: whoever plans a query reads them all. */
record ManifestCare(Lake lake, Table table) {
  private static final Logger LOG = LoggerFactory.getLogger(ManifestCare.class);

  /** So many cost a query nothing that anybody would notice. */
  private static final int FEW = 20;

  /** A writer that commits often merges manifests itself, and may be faster. */
  private static final int TRIES = 5;

  /** How many manifests are gone; 0 if there were not too many, or a writer was always faster. */
  long run() {
    for (int tried = 0; tried < TRIES && crowded(); tried++) {
      try {
        return rewrite();
      } catch (ValidationException e) {
        LOG.info("manifests of {} were merged by somebody else: {}", table.name(), e.getMessage());
        table.refresh();
      }
    }
    return 0;
  }

  private long rewrite() {
    Iterable<ManifestFile> rewritten =
        SparkActions.get(lake.spark())
            .rewriteManifests(table)
            .rewriteIf(manifest -> manifest.length() < target() / 2)
            .execute()
            .rewrittenManifests();
    return StreamSupport.stream(rewritten.spliterator(), false).count();
  }

  /** Whether rewriting the small ones would at least halve them. */
  boolean crowded() {
    Snapshot now = table.currentSnapshot();
    if (now == null) {
      return false;
    }
    List<ManifestFile> small =
        now.dataManifests(table.io()).stream().filter(m -> m.length() < target() / 2).toList();
    long bytes = small.stream().mapToLong(ManifestFile::length).sum();
    return small.size() > FEW + 2 * ((bytes + target() - 1) / target());
  }

  private long target() {
    return PropertyUtil.propertyAsLong(
        table.properties(),
        TableProperties.MANIFEST_TARGET_SIZE_BYTES,
        TableProperties.MANIFEST_TARGET_SIZE_BYTES_DEFAULT);
  }
}
