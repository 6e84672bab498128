package playhouse.batch.care;

import java.util.List;

/**
 * What the care of one table came to.
 *
 * @param compacted small data files that were written together
 * @param manifests small manifests that were
 * @param tagged tags set, prolonged or taken away
 * @param expired snapshots let go of
 * @param orphans files removed that no table knew
 * @param broken bounds that are still exceeded, in words
 */
record Cared(
    String table,
    TableState before,
    TableState after,
    long compacted,
    long manifests,
    int tagged,
    int expired,
    long orphans,
    List<String> broken) {

  /** True if there was nothing to do. */
  boolean idle() {
    return compacted + manifests + tagged + expired + orphans == 0;
  }
}
