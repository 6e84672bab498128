package playhouse.serving.analytics.lineage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot that a value was made of, as JSON has it.
 *
 * @param dataset table and snapshot, such as {@code core.plays@123}
 * @param committed when the snapshot was committed; left out once it has been let go of
 * @param job that wrote its rows; left out for raw tables, which the stream writes
 * @param run_id of the night in which it did
 * @param offsets of the log before which everything is in a raw snapshot, as partition:offset
 * @param made_from datasets that the run had read
 */
record Source(
    String dataset,
    String table,
    String snapshot,
    @Nullable String committed,
    @Nullable String job,
    @Nullable String run_id,
    @Nullable String offsets,
    List<String> made_from) {}
